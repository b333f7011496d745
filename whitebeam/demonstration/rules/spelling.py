"""How one name comes to be written in several ways: by ear, by habit, by keyboard."""

from .dice import Dice

# Groups of forms that registers treat as one name: nicknames, sound-alikes, transliterations.
_SAME = """
Catherine Katherine Kathryn Cathy Kate Katie
Sarah Sara
Elizabeth Elisabeth Liz Beth Lizzie
Rebecca Rebekah Becky
Jennifer Jenny Jen
Samantha Sam Sammy
Nicola Nicky Nikki
Claire Clare
Lisa Leesa
Susan Sue Suzanne
Deborah Debra Debbie
Margaret Maggie Peggy
Patricia Pat Trish
Christine Chris Chrissie
Alison Allison Ali
Rachel Rachael
Stephanie Steph Stefanie
Victoria Vicky Vikki
Natalie Nathalie Nat
Danielle Dani
Kirsty Kirstie
Leanne Lianne
Hayley Hailey
Isabella Isobella Bella
Jacqueline Jackie
Amy Aimee
Emily Emilie Em
Abigail Abbie Abi
Zoe Zoë
Stephen Steven Steve Stephan
Christopher Chris Kristopher
Michael Mike Micheal
Daniel Dan Danny
James Jim Jamie
Robert Rob Bob
William Will Bill Billy
Matthew Mathew Matt
Andrew Andy
Anthony Antony Tony
Geoffrey Jeffrey Geoff
Jonathan Jonathon Jon
Philip Phillip Phil
Neil Neal
Shaun Sean Shawn
Lee Leigh
Ian Iain
Mark Marc
Stuart Stewart
Callum Calum
Connor Conor
Benjamin Ben
Joseph Joe
Alexander Alex
Thomas Tom Tommy
Oliver Ollie
Reece Rhys
Frederick Fred Freddie
Mohammed Muhammad Mohamed Mohammad
Hussain Hussein Husain
Fatima Fatema Fatimah
Ahmed Ahmad
Ayesha Aisha Aysha
Khadija Khadijah
Chowdhury Choudhury Chaudhry
Rahman Rehman
Usman Osman
Omar Umar
Yusuf Yousef
Gurpreet Gurprit
Jaspreet Jasprit Jas
Manpreet Manprit
Dhillon Dhillan
Sukhwinder Sukhvinder
Ravinder Ravi
Laxmi Lakshmi
Sarita Sharita
Katarzyna Kasia
Małgorzata Gosia
Agnieszka Aga
Krzysztof Kris
Andrzej Andy
Andrei Andrey
Mihai Mihail
Ștefan Stefan
Alexandru Alex
Oluwaseun Seun
Babatunde Tunde
Clarke Clark
Reid Reed
Stevens Stephens
Brown Browne
Davies Davis
Philpott Philpot
Thompson Thomson Tompson
MacDonald McDonald
McKenzie MacKenzie Mackenzie
Pearce Pierce
"""

_FORMS: dict[str, tuple[str, ...]] = {}
for _line in _SAME.strip().splitlines():
    _group = tuple(_line.split())
    for _form in _group:
        _FORMS.setdefault(_form, tuple(other for other in _group if other != _form))

_MARKED = "łŁąęśżźćńóăâîșşțţûüöçğıİŽžŠšČčĖėŪūėŞÇÖÜëȘŚ"
_BARE = "lLaeszzcnoaaissttuuocgiIZzSsCcEeUueSCOUeSS"
_PLAIN = str.maketrans(_MARKED, _BARE)
_EAR = (("ph", "f"), ("ck", "k"), ("ll", "l"), ("nn", "n"), ("tt", "t"), ("ie", "y"), ("ey", "y"))


def plain(name: str) -> str:
    """Write a name without its marks, as an English keyboard does."""
    return name.translate(_PLAIN)


def known_forms(name: str) -> tuple[str, ...]:
    """List the other forms in which registers hold this name."""
    return _FORMS.get(name, ())


def respelt(name: str, dice: Dice) -> str:
    """Write a name in another way that a busy person might."""
    forms = known_forms(name)
    if forms and dice.chance(0.75):
        return dice.pick(forms)
    bare = plain(name).replace("'", "").replace("-", " ")
    if bare != name:
        return bare
    heard = [name.replace(old, new, 1) for old, new in _EAR if old in name[1:]]
    if heard and dice.chance(0.6):
        return dice.pick(heard)
    return _slipped(name, dice)


def _slipped(name: str, dice: Dice) -> str:
    """Swap, double or drop one letter after the first."""
    if len(name) < 4:
        return name + name[-1]
    at = dice.number(1, len(name) - 2)
    if dice.chance(0.5):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if dice.chance(0.5):
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1 :]
