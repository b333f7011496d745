"""The items of one section: an answer, who said it, what was ticked, and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from whitebeam.risk.forms.kept import Choice, Choices, Words
from whitebeam.risk.rules.answers import NOT_ASKED, Answer, Answered, Answers, SaidBy
from whitebeam.risk.rules.contents import Content
from whitebeam.risk.rules.tool_definition import Item, Section

ANSWERS = (
    (Answer.YES, "Yes"),
    (Answer.NO, "No"),
    (Answer.DONT_KNOW, "Don't know"),
    (Answer.NOT_ASKED, "Not asked"),
)
SAID_BY = (
    (SaidBy.PERSON, "The person harmed"),
    (SaidBy.CHILD, "A child"),
    (SaidBy.OTHER_PERSON, "Somebody else"),
    (SaidBy.POLICE, "The police"),
    (SaidBy.RECORD, "A record"),
    (SaidBy.WORKER, "I saw it myself"),
)


@dataclass(frozen=True, slots=True)
class ItemFields:
    """The fields of one item, as the template draws them."""

    code: str
    draws_attention: bool
    answer: BoundField
    said_by: BoundField
    detail: BoundField
    ticks: BoundField | None
    is_open: bool


class SectionForm(forms.Form):
    """A section drawn from the answers kept, or from what was just sent; never from older ones."""

    def __init__(self, section: Section, *, answers: Answers, data: Any = None) -> None:
        super().__init__(data=data)
        self.section, self.kept = section, answers
        for item in section.items:
            self._add(item, answers.get(item.code, NOT_ASKED))

    def answers(self) -> dict[str, Answered]:
        """Return what was sent, item by item."""
        return {item.code: self._sent(item) for item in self.section.items}

    def content(self) -> Content:
        """Return what was sent as plain values, to be compared."""
        return {
            code: {"answer": one.answer, "said_by": one.said_by, "detail": one.detail,
                   "ticks": list(one.ticks)}
            for code, one in self.answers().items()
            if one != NOT_ASKED
        }  # fmt: skip

    def drawn(self) -> list[ItemFields]:
        """Return the items in the order asked."""
        now: Mapping[str, Answered] = self.answers() if self.is_bound else self.kept
        return [self._drawn(item, now.get(item.code, NOT_ASKED)) for item in self.section.items]

    def _add(self, item: Item, kept: Answered) -> None:
        self.fields[item.code] = Choice(item.label, ANSWERS, help_text=item.hint)
        self.fields[f"{item.code}-said_by"] = Choice("Who said it?", SAID_BY)
        self.fields[f"{item.code}-detail"] = Words(item.detail or "In words", longest=2000)
        if item.ticks:
            ticks = [(tick.code, tick.label) for tick in item.ticks]
            self.fields[f"{item.code}-ticks"] = Choices("Which?", ticks)
            self.initial[f"{item.code}-ticks"] = list(kept.ticks)
        self.initial[item.code] = kept.answer
        self.initial[f"{item.code}-said_by"] = kept.said_by
        self.initial[f"{item.code}-detail"] = kept.detail

    def _sent(self, item: Item) -> Answered:
        given = str(self.data.get(item.code) or Answer.NOT_ASKED)
        said_by = str(self.data.get(f"{item.code}-said_by") or SaidBy.PERSON)
        ticks = self[f"{item.code}-ticks"].data if item.ticks else ()
        known = {tick.code for tick in item.ticks}
        return Answered(
            answer=Answer(given) if given in set(Answer) else Answer.NOT_ASKED,
            said_by=SaidBy(said_by) if said_by in set(SaidBy) else SaidBy.PERSON,
            detail=str(self.data.get(f"{item.code}-detail", ""))[:2000].strip(),
            ticks=tuple(tick for tick in ticks or () if tick in known),
        )

    def _drawn(self, item: Item, now: Answered) -> ItemFields:
        more = now.detail or now.ticks or now.said_by is not SaidBy.PERSON
        return ItemFields(
            code=item.code,
            draws_attention=item.draws_attention,
            answer=self[item.code],
            said_by=self[f"{item.code}-said_by"],
            detail=self[f"{item.code}-detail"],
            ticks=self[f"{item.code}-ticks"] if item.ticks else None,
            is_open=bool(more) or now.answer is Answer.YES,
        )
