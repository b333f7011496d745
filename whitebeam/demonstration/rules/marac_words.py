"""Which of the sentences about invented cases fit a family."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Said = TypeVar("Said", str, tuple[str, str, str])
HE = re.compile(r"\b(he|him|his)\b", re.IGNORECASE)
SHE = re.compile(r"\b(she|her|hers)\b", re.IGNORECASE)
CHILDREN = re.compile(r"\b(child|children|school)\b", re.IGNORECASE)
KIN = re.compile(r"\b(brothers|shamed)\b", re.IGNORECASE)
# Relationships of the person causing harm in which it is not a partner or former partner.
OF_KIN = frozenset({"PARENT", "SIBLING", "OTHER_FAMILY"})


@dataclass(frozen=True, slots=True)
class Family:
    """What sentences must know of the people of a case.

    `she` says that a woman or girl is harmed, `he` that a man or boy causes it, `kin` that a
    relative does.
    """

    she: bool
    he: bool
    has_children: bool
    kin: bool

    def is_told_by(self, text: str) -> bool:
        """Say whether a sentence could be about this family."""
        return (
            (self.he or not HE.search(text))
            and (self.she or not SHE.search(text))
            and (self.has_children or not CHILDREN.search(text))
            and (self.kin or not KIN.search(text))
        )


def fitting(sentences: Sequence[Said], family: Family) -> tuple[Said, ...]:
    """Return the sentences, or rows of them, that fit; each list holds one that fits everybody."""
    return tuple(
        one
        for one in sentences
        if family.is_told_by(one if isinstance(one, str) else " ".join(one))
    )
