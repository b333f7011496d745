"""Text folded so that case, accents, apostrophes and hyphens no longer matter."""

import re
import unicodedata
from functools import lru_cache

from doublemetaphone import doublemetaphone

# Nobody's name is longer; text pasted into the wrong box must not cost time.
LONGEST = 120

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
APOSTROPHES = re.compile("['`´‘’ʻʼ′＇]")
ASCII_WORD = re.compile("[a-z]+")


def fold(text: str) -> str:
    """Return lower-case letters and digits in words with single spaces between."""
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text[:LONGEST]))
    text = unicodedata.normalize("NFKD", text.casefold()).translate(PLAIN_LETTERS)
    kept = (_kept(character) for character in text)
    return " ".join("".join(kept).split())


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, digits dropped."""
    letters = "".join(" " if character.isnumeric() else character for character in fold(text))
    return tuple(letters.split())


@lru_cache(maxsize=1 << 16)
def sounds_of(word: str) -> tuple[str, ...]:
    """Return the phonetic codes of a folded word, the likelier first."""
    if not ASCII_WORD.fullmatch(word):
        # The codes are made for Latin letters: another script stands for itself.
        return (word,) if word else ()
    first, second = doublemetaphone(word)
    codes = (first or word, second or first or word)
    return codes if codes[0] != codes[1] else codes[:1]


def _kept(character: str) -> str:
    kind = unicodedata.category(character)[0]
    if kind in "LN":
        return character
    return "" if kind == "M" else " "
