"""What the database refuses of returns and releases, whoever writes."""

from datetime import date

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, AreaFactory, UserFactory
from whitebeam.indicators.models import (
    Cell,
    Exact,
    Figure,
    Indicator,
    Ownership,
    PublishedFigure,
    Question,
    Release,
    Return,
    Step,
)
from whitebeam.indicators.tests.desk import NOON, IndicatorFactory

pytestmark = pytest.mark.django_db


def an_indicator(**changed):
    kept = IndicatorFactory.build()
    names = [field.name for field in Indicator._meta.concrete_fields if field.name != "id"]
    return Indicator(**{name: getattr(kept, name) for name in names} | changed)


def a_return(**changed):
    given = {"agency": AgencyFactory(), "period": "2026-Q1", "due_on": date(2026, 7, 1)}
    return Return(**given | changed)


def a_release(number=1, **changed):
    given = {
        "number": number,
        "title": "",
        "period": "2026-Q1",
        "rule": {},
        "fingerprint": "0",
        "made_by": UserFactory(),
        "made_at": NOON,
        "embargo_until": NOON,
    }
    return Release(**given | changed)


def a_question(**changed):
    given = {
        "title": "",
        "why": "",
        "agencies": 1,
        "times_a_year": 4,
        "hours_each": 1,
        "asked_by": UserFactory(),
        "asked_at": NOON,
    }
    return Question(**given | changed)


def twice(make):
    return [make(), make()]


def a_figure_twice():
    owner, indicator = a_return(), IndicatorFactory()
    return [owner, *twice(lambda: Figure(owner=owner, indicator=indicator))]


def a_figure(**changed):
    owner = a_return()
    return [owner, Figure(owner=owner, indicator=IndicatorFactory(), **changed)]


def a_line_twice(model):
    release, indicator = a_release(), IndicatorFactory()
    return [release, *twice(lambda: model(release=release, indicator=indicator))]


def a_hidden_number():
    release = a_release()
    hidden = Cell(release=release, indicator=IndicatorFactory(), is_hidden=True, numerator=3)
    return [release, hidden]


def a_restatement_without_reason():
    first = a_release(approved_by=UserFactory(), approved_at=NOON)
    return [first, a_release(2, restates=first)]


def chased_twice():
    owner = a_return()
    return [owner, *twice(lambda: Step(owner=owner, kind="CHASED", at=NOON, once="day 0"))]


def opened_without_reason():
    owner = a_return()
    return [owner, Step(owner=owner, kind="REOPENED", at=NOON)]


def opened_twice():
    agency = AgencyFactory()
    return twice(lambda: a_return(agency=agency))


def owned_twice():
    agency = AgencyFactory()
    return twice(lambda: Ownership(indicator_code="A", agency=agency))


def signed_by_one():
    user = UserFactory()
    return [a_return(state="SIGNED", sent_by=user, sent_at=NOON, signed_by=user, signed_at=NOON)]


def approved_by_its_maker():
    user = UserFactory()
    return [a_release(made_by=user, approved_by=user, approved_at=NOON)]


def decided_by_its_asker():
    user = UserFactory()
    return [a_question(asked_by=user, state="AGREED", decided_by=user)]


BROKEN = {
    "indicator_version_is_used_once": lambda: twice(lambda: an_indicator(code="SAME")),
    "indicator_share_says_of_what": lambda: [an_indicator(unit="PERCENT", whole_name="")],
    "indicator_is_owned_once_by_an_agency": owned_twice,
    "published_part_lies_within_its_whole": lambda: [
        PublishedFigure(code="a", number=1, part=3, whole=2)
    ],
    "question_counts_its_hours": lambda: [a_question(hours_each=0)],
    "question_is_decided_by_a_second_person": decided_by_its_asker,
    "return_is_opened_once_a_period": opened_twice,
    "return_says_who_sent_and_signed": lambda: [a_return(state="SENT")],
    "return_is_signed_by_a_second_person": signed_by_one,
    "figure_is_given_once": a_figure_twice,
    "figure_is_of_a_district_or_a_group": lambda: a_figure(area=AreaFactory(), breakdown="sex"),
    "figure_is_not_below_nought": lambda: a_figure(numerator=-1),
    "return_is_chased_once_a_limit": chased_twice,
    "return_opens_again_with_a_reason": opened_without_reason,
    "release_is_approved_by_a_second_person": approved_by_its_maker,
    "release_approval_says_when_and_by_whom": lambda: [a_release(approved_at=NOON)],
    "release_is_approved_or_rejected": lambda: [
        a_release(approved_by=UserFactory(), approved_at=NOON, rejected_at=NOON)
    ],
    "release_restates_with_a_reason": a_restatement_without_reason,
    "release_waits_once_a_period": lambda: [a_release(1), a_release(2)],
    "cell_is_printed_once": lambda: a_line_twice(Cell),
    "hidden_cell_prints_no_number": a_hidden_number,
    "exact_is_kept_once": lambda: a_line_twice(Exact),
}


@pytest.mark.parametrize("name", BROKEN)
def test_refuses(name):
    assert constraint_broken_by(BROKEN[name]()) == name


def test_every_constraint_is_broken_here():
    assert constraints_of("indicators") == set(BROKEN)
