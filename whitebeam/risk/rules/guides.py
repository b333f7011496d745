"""Guides through two hard questions: who harms whom, and is it conflict between equals or abuse.

A guide asks; it does not decide. Its questions come from the partnership pack and are kept with
every answer, so that the evidence stays readable.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

GuideCode = Literal["counter-allegation", "conflict-or-abuse"]
# Of each question: which of the two, or which of the two descriptions, fits what was told.
FIRST, SECOND, BOTH, NOT_KNOWN = "FIRST", "SECOND", "BOTH", "NOT_KNOWN"
SIDES = (FIRST, SECOND, BOTH, NOT_KNOWN)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class GuideQuestion(_Part):
    """One question. `first` and `second` describe the two sides where a guide compares them."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)
    label: str = Field(min_length=1)
    hint: str = ""
    first: str = ""
    second: str = ""


class Guide(_Part):
    """A whole guide of one version."""

    code: GuideCode
    version: int = Field(ge=1)
    title: str = Field(min_length=1)
    lead: str = Field(min_length=1)
    questions: tuple[GuideQuestion, ...] = Field(min_length=1)
    closing: str = Field(min_length=1)
    source: str = Field(min_length=1)


def tally(guide: Guide, *, answers: Mapping[str, str]) -> dict[str, int]:
    """Return how many questions were answered each way: to think over, not to add up."""
    given = [answers.get(question.code, NOT_KNOWN) for question in guide.questions]
    return {side: given.count(side) for side in SIDES}


def unanswered(guide: Guide, *, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of the questions without an answer; *not known* is an answer."""
    return tuple(one.code for one in guide.questions if answers.get(one.code) not in SIDES)
