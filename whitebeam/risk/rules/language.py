"""Words that share the blame or put it on the person harmed: a nudge with its reason, no block.

Phrases come from the partnership pack. Written in quotation marks, words are somebody's own and are
left alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

QUOTED = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)[‘'][^‘’'\n]*[’'](?!\w)")
# A star at the end of a word stands for any ending; nothing else is a pattern.
STAR = re.escape("*")


class Pattern(BaseModel):
    """Phrases of one kind, why they mislead, and what to write instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    phrases: tuple[str, ...] = Field(min_length=1)
    reason: str = Field(min_length=1)
    instead: str = Field(min_length=1)
    source: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Nudge:
    """Words that were found, where, why they mislead and what to write instead."""

    words: str
    at: int
    code: str
    reason: str
    instead: str


def nudges(text: str, patterns: Iterable[Pattern]) -> tuple[Nudge, ...]:
    """Return the words in a text that the partnership asks workers to think again about.

    Each wording is told once, where it stands first.
    """
    own = QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found: dict[tuple[str, str], Nudge] = {}
    for pattern in patterns:
        for match in _compiled(pattern.phrases).finditer(own):
            nudge = Nudge(
                text[match.start() : match.end()],
                match.start(),
                pattern.code,
                pattern.reason,
                pattern.instead,
            )
            found.setdefault((pattern.code, nudge.words.lower()), nudge)
    return tuple(sorted(found.values(), key=lambda nudge: nudge.at))


@lru_cache(maxsize=256)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(
        r"\s+".join(re.escape(word).replace(STAR, r"\w*") for word in phrase.split())
        for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{either})(?!\w)", re.IGNORECASE)
