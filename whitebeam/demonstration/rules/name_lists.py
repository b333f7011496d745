"""Given and family names in use in Kent & Medway. Combined at random: nobody is meant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heritage:
    """A tradition of names with the languages, faiths and census words that often go with it."""

    key: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[str, ...]
    language: str
    ethnicity: str
    religions: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """Split a line of words."""
    return tuple(text.split())


# English given names follow the year of birth: born before 1960, before 1985, before 2005, since.
ENGLISH_WOMEN = (
    words(
        "Margaret Jean Patricia Maureen Sheila Brenda Joan Barbara Doreen Christine Pamela "
        "Shirley Valerie Janet Beryl Rosemary Eileen Sylvia Marjorie Hazel Irene Audrey Kathleen "
        "Josephine"
    ),
    words(
        "Susan Julie Karen Jacqueline Deborah Tracey Jane Helen Diane Sharon Tracy Angela Sarah "
        "Alison Caroline Amanda Sandra Linda Catherine Elizabeth Michelle Nicola Samantha Joanne "
        "Claire Lisa Emma Donna Paula Dawn Kerry Kelly Rachel Lorraine Anne Theresa Maxine Tina"
    ),
    words(
        "Rebecca Lauren Jessica Charlotte Hannah Sophie Amy Emily Laura Gemma Katie Danielle "
        "Kirsty Stacey Leanne Natalie Victoria Stephanie Jennifer Bethany Chloe Megan Abigail "
        "Georgia Shannon Jade Kayleigh Hayley Natasha Alexandra Louise Zoe Toni Carly Kimberley "
        "Chelsea"
    ),
    words(
        "Olivia Amelia Isla Ava Mia Poppy Lily Evie Grace Isabella Freya Florence Willow Elsie "
        "Ruby Daisy Phoebe Sienna Harper Ivy Matilda Rosie Millie Layla Scarlett Esme Maisie "
        "Darcey Eliza Lola Penelope Summer Skye Autumn Bonnie Nancy Lottie Amber Holly Erin"
    ),
)
ENGLISH_MEN = (
    words(
        "Brian Derek Kenneth Dennis Ronald Raymond Alan Roy Terence Gordon Keith Norman Donald "
        "Bernard Leonard Cyril Douglas Maurice Frederick Stanley Clive Malcolm Gerald Trevor"
    ),
    words(
        "David Paul Andrew Mark Stephen Gary Kevin Ian Peter Christopher Robert Neil Darren Lee "
        "Simon Jason Wayne Dean Stuart Craig Colin Graham Philip Nigel Barry Glenn Shaun Carl "
        "Russell Anthony Martin Steven Geoffrey Jonathan Gavin Adrian Clifford"
    ),
    words(
        "Daniel James Matthew Ryan Luke Adam Thomas Joshua Jack Jordan Liam Connor Callum Ashley "
        "Aaron Scott Kieran Nathan Benjamin Joseph Michael Alexander Jake Bradley Kyle Reece "
        "Lewis Samuel Charlie Ricky Danny Joe Curtis Elliott Dominic Perry Brett Damien"
    ),
    words(
        "Oliver George Noah Arthur Harry Leo Oscar Archie Theo Freddie Alfie Henry Finley Teddy "
        "Tommy Reggie Ronnie Albie Rory Jaxon Mason Riley Logan Tyler Ethan Jude Louie Hugo Toby "
        "Frankie Bobby Stanley Max Kai Dylan Zachary Sebastian Caleb Elijah Roman"
    ),
)
ENGLISH_FAMILY = words(
    "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans "
    "Walker White Roberts Green Hall Wood Jackson Clarke Clark Turner Hill Cooper Ward Moore "
    "Morris King Watson Baker Harrison Morgan Allen Harris Lewis Mitchell Parker Cook Carter "
    "Bennett Shaw Phillips Bailey Richardson Marshall Collins Ellis Cox Miller Webb Simpson "
    "Chapman Hunt Mills Matthews Barker Palmer Foster Holmes Knight Stevens Butler Barnes Lloyd "
    "Fisher Pearson Powell Mason Gibson Dixon Russell Harvey Howard Reynolds Fletcher Ford "
    "Andrews Murray Gardner Fuller Saunders Brooks Payne Lawrence West Day Cole Bishop Burton "
    "Francis Lane Perry Pearce Fox Dean Wells Burgess Spencer Warren Carr Hawkins Newman Reed "
    "Stone Bird Woods Field Nash Goodwin Page Austin Sharp Kemp Pope Bates Wheeler Hart Blackman "
    "Akehurst Amos Apps Austen Banfield Beeching Boorman Bourne Bowles Brenchley Broadhurst "
    "Buckwell Cheeseman Chittenden Coppins Couchman Crittenden Culmer Dunk Fagg Featherstone "
    "Filmer Fagge Gillett Goodhew Goldup Hogben Hollands Honeysett Igglesden Jarrett Kingsnorth "
    "Ledger Luckhurst Maylam Medhurst Mepham Offen Ovenden Pankhurst Philpott Playfoot Relf "
    "Sampson Sharpe Shoebridge Stapley Terry Tapsell Tolhurst Tutt Uden Wickens Wickham Woodgate "
    "Wraight Youens Hughes Edwards Kelly Murphy O'Brien Ryan Walsh McCarthy O'Connor Campbell "
    "Stewart Scott Anderson MacDonald Reid Ross Hamilton McKenzie"
)

ENGLISH = Heritage(
    "english",
    ENGLISH_WOMEN[1],
    ENGLISH_MEN[1],
    ENGLISH_FAMILY,
    "English",
    "WHITE_BRITISH",
    ("NONE", "NONE", "CHRISTIAN", "CHRISTIAN", ""),
)
