"""Rows for what lies on a desk beside referrals: a half-written one, and advice that was given."""

import json
from datetime import datetime, timedelta

from whitebeam.demonstration.copying import Pile
from whitebeam.demonstration.offices import Offices
from whitebeam.demonstration.rules.answers import answers_to
from whitebeam.demonstration.rules.desk import ADVICE
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.values import Household, Place, Source
from whitebeam.referrals.models import AdviceContact, Draft
from whitebeam.referrals.rules.versions import codes_of

WRITTEN_ON = timedelta(hours=4)


class DeskRows:
    """Piles of drafts and advice, filled area by area."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.draft = Pile(Draft, "id", "writer_id", "agency_id", "form_id", "answers", "pages_seen")
        self.advice = Pile(
            AdviceContact,
            *("id", "agency_id", "asked_by_kind", "topic", "area_id", "question", "advice"),
            *("outcome", "by_id", "at"),
        )

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return self.draft, self.advice

    def write_half(self, home: Household, dice: Dice, *, at: datetime) -> None:
        """Leave this household's referral half written on the desk of the area's school."""
        story = home.stories[0]
        office = self.offices.of(Source.SCHOOL, story.area, home.turn)
        used = self.offices.form(is_short=False)
        people = {person.id: person for person in home.people}
        whole = json.loads(
            answers_to(used.form, story, people, school=lambda _: office.name, hides_home=False)
        )
        pages = [page for _, page in used.form.pages()]
        pages = pages[: len(pages) // 2]
        codes = {code for page in pages for code in codes_of(page)}
        answers = {code: answer for code, answer in whole.items() if code in codes}
        seen = [{"page": page.code, "tab": "", "done": True} for page in pages]
        self.draft.add(
            *(dice.key(), office.sender(home.turn), office.agency, used.id),
            *(json.dumps(answers), seen),
            at=at - WRITTEN_ON,
        )

    def give_advice(self, place: Place, dice: Dice, *, at: datetime) -> None:
        """Record what the area's service was asked this week, and what it advised."""
        office = self.offices.of(Source.PROVIDER, place.code, 0)
        for advice in ADVICE:
            given_at = at - timedelta(hours=advice.hours_ago)
            self.advice.add(
                *(dice.key(), office.agency, advice.asked_by.value, advice.topic),
                *(self.offices.area_ids[place.code], advice.question, advice.advice),
                *(advice.outcome, office.triager(0), given_at),
                at=given_at,
            )
