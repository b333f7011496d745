"""Past every service, nobody writes of a case in another agency's name, or into another case."""

from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from tests.marac_builders import NOON, a_case, acting_as
from tests.roles import as_role
from whitebeam.marac.models import (
    Disclosure,
    KnownPerson,
    Recipient,
    ResearchDraft,
    ResearchItem,
)
from whitebeam.marac.tests.research_steps import an_asked_case, held, request_of, share

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


@pytest.fixture
def asked():
    return an_asked_case()


def refused(user, row):
    wall = pytest.raises(ProgrammingError, match="row-level security")
    with acting_as(user), wall, transaction.atomic():
        row.save(force_insert=True)


def a_line(marac, case, **given):
    return Disclosure(
        **{"case": case, "about_label": "marac.ResearchItem", "about_id": uuid4(),
           "controller": marac.housing, "agreement": marac.agreement, "basis": "PUBLIC_TASK",
           "necessity": "x", "proportionality": "x", "decided_by": marac.housing_rep,
           "decided_at": NOON} | given
    )  # fmt: skip


def an_item(marac, case, **given):
    return ResearchItem(
        **{"case_id": case.pk, "request": request_of(case, marac.housing), "agency": marac.housing,
           "kind": "FACT", "topic": "RISK", "text": "x", "by": marac.housing_rep,
           "once_key": uuid4()} | given
    )  # fmt: skip


def test_a_line_of_the_ledger_is_its_own_agencys(asked):
    marac, case = asked

    refused(marac.housing_rep, a_line(marac, case, controller=marac.police))
    with acting_as(marac.housing_rep):
        a_line(marac, case).save()


def test_nobody_adds_a_receiver_to_another_agencys_line(asked):
    marac, case = asked
    share(marac, case, held())
    with as_role("wb_bulk"):
        line = Disclosure.objects.get(controller=marac.police, about_label="marac.ResearchItem")
    row = Recipient(disclosure=line, case=case, agency=marac.school, at=NOON)

    refused(marac.housing_rep, row)


def test_an_item_is_written_into_the_case_that_was_asked_about_and_no_other(asked):
    marac, case = asked
    other = a_case(marac, asked=False)
    with as_role("wb_bulk"):
        stranger = other.people.get(part="CHILD")

    refused(marac.housing_rep, an_item(marac, case, case_id=other.pk))
    refused(marac.housing_rep, an_item(marac, case, agency=marac.police))
    refused(marac.housing_rep, an_item(marac, case, about=stranger))
    with acting_as(marac.housing_rep):
        an_item(marac, case).save()


def test_so_are_what_is_known_and_what_is_typed(asked):
    marac, case = asked
    other = a_case(marac, asked=False)
    with as_role("wb_bulk"):
        stranger = other.people.get(part="CHILD")
    of = {"request": request_of(case, marac.housing)}
    draft = {"answers": "{}", "by": marac.housing_rep}

    refused(marac.housing_rep, KnownPerson(case=case, case_person=stranger, is_known=True, **of))
    refused(marac.housing_rep, ResearchDraft(case=case, agency=marac.police, **draft, **of))
    refused(marac.housing_rep, ResearchDraft(case=other, agency=marac.housing, **draft, **of))
