"""Which passwords are too easy to guess. There are no rules of composition."""

import re
import unicodedata
from collections.abc import Collection

DIFFERENT_CHARACTERS = 5
# Letters beside blocked words that make no difference to somebody who guesses.
LOOSE_LETTERS = 3
RUN = 5
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
LOOKALIKES = str.maketrans("0134578@$!", "oieastbasi")
FEWEST_LETTERS = 4


def letters_of(text: str) -> str:
    """Return the text as plain small letters, digits read as the letters they look like."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LOOKALIKES)
    return "".join(letter for letter in plain if letter.isalpha())


def is_too_simple(password: str) -> bool:
    """Return whether it repeats a few characters, or runs along the alphabet or the keyboard."""
    small = password.casefold()
    if len(set(small)) < DIFFERENT_CHARACTERS:
        return True
    return len(_without_runs(small)) < RUN


def is_made_of(password: str, words: Collection[str]) -> bool:
    """Return whether hardly anything remains when digits, signs and blocked words are taken out."""
    text = letters_of(password)
    known = {letters for word in words if len(letters := letters_of(word)) >= FEWEST_LETTERS}
    if not text:
        return False
    fewest = list(range(len(text) + 1))
    for end in range(1, len(text) + 1):
        fewest[end] = min(fewest[end], fewest[end - 1] + 1)
        for word in known:
            begin = end - len(word)
            if begin >= 0 and text.startswith(word, begin):
                fewest[end] = min(fewest[end], fewest[begin])
    return fewest[-1] <= LOOSE_LETTERS and fewest[-1] < len(text)


def _without_runs(text: str) -> str:
    for row in ROWS:
        for line in (row, row[::-1]):
            for size in range(len(line), RUN - 1, -1):
                for start in range(len(line) - size + 1):
                    text = text.replace(line[start : start + size], "")
    return re.sub(r"(.)\1{3,}", r"\1", text)
