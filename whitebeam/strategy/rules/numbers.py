"""Numbers in texts: written as the codes of figures, printed as what the source says."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"\{([a-z0-9-]+)\}")
NUMBER = re.compile(r"£?\d[\d,.]*\d%?|£?\d%?")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A day, a month with its year, a year, or a span of years is no figure.
DATES = re.compile(
    rf"\b(?:\d{{1,2}} )?(?:{MONTHS})(?: \d{{4}})?\b"
    r"|\b(?:19|20)\d\d(?:\s?(?:[/–-]|to)\s?\d{1,4})?\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, or one figure by its code."""

    text: str
    figure: str = ""


def pieces(text: str, shown: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the text with each code that is known put as its number."""
    last = 0
    for match in TOKEN.finditer(text):
        code = match.group(1)
        if code in shown:
            if text[last : match.start()]:
                yield Piece(text[last : match.start()])
            yield Piece(shown[code], code)
            last = match.end()
    if text[last:]:
        yield Piece(text[last:])


def codes_in(text: str) -> list[str]:
    """Return the codes of figures that a text names, in order."""
    return TOKEN.findall(text)


def without_source(text: str, *, names: Iterable[str], shown: Mapping[str, str]) -> list[str]:
    """Return the numbers of a text that open no source: no figure, no date and no name.

    A code that names no figure counts as well, for nothing stands behind it.
    """
    unknown = [f"{{{code}}}" for code in codes_in(text) if code not in shown]
    rest = TOKEN.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    return unknown + NUMBER.findall(DATES.sub(" ", rest))
