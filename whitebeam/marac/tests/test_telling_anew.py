"""A case that was decided twice ends only once she was told what was decided last."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.people_builders import a_person, with_second_factor
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, EarlySettlement, Telling, Transfer
from whitebeam.marac.queries import late
from whitebeam.marac.services import advocating, closing, transferring
from whitebeam.marac.services.advocating import FACE_TO_FACE, Told
from whitebeam.people.services.facts import SafeContactFact
from whitebeam.people.services.safe_contact import set_safe_contact

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AUDIT = EarlySettlement.Audit


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    """A case settled early, told, sent to a full hearing by the audit, and heard."""
    case = a_case(marac, state="ACTIONS_OPEN", heard_at=NOON + 5 * DAY, asked=False)
    with as_role("wb_bulk"):
        settle(marac, case, at=NOON, audit=AUDIT.TO_BE_HEARD)
        a_telling(marac, case, at=NOON + DAY)
    return case


def settle(marac, case, *, at, audit=AUDIT.SOUND):
    return EarlySettlement.objects.create(
        case=case, reason="All is done", proposed_by=marac.rep, proposed_for=marac.police,
        proposed_at=at, seconded_by=marac.housing_rep, seconded_for=marac.housing,
        seconded_at=at, idva=marac.idva, idva_agreed_at=at, decided_by=marac.coordinator,
        decided_at=at, minutes_saved=10, audit=audit, audited_by=marac.chair, audited_at=at,
        audit_words="Read again",
    )  # fmt: skip


def a_telling(marac, case, *, at):
    return Telling.objects.create(
        case=case, agency=marac.service, by=marac.idva, at=at, outcome="TOLD",
        how=FACE_TO_FACE, decided="A lock", once_key=uuid4(),
    )  # fmt: skip


def tell(marac, case, *, told_at, at, how=FACE_TO_FACE):
    said = Told(
        outcome=Telling.Outcome.TOLD, decided="A move", once_key=uuid4(), told_at=told_at, how=how
    )
    with acting_as(marac.idva):
        return advocating.tell(case.pk, said, by=marac.idva, at=at)


def close(marac, case):
    with acting_as(marac.coordinator):
        return closing.close(
            case_id=case.pk, words="All done", by=marac.coordinator, at=NOON + 9 * DAY
        )


def untold():
    with as_role("wb_bulk"):
        return list(late.untold())


def test_what_she_was_told_of_the_settlement_does_not_end_the_case(marac, case):
    with pytest.raises(Refused, match="told what was decided last"):
        close(marac, case)
    assert [(one.pk, one.decided_at) for one in untold()] == [(case.pk, case.heard_at)]

    tell(marac, case, told_at=NOON + 6 * DAY, at=NOON + 7 * DAY)

    assert untold() == []
    assert close(marac, case).state == Case.State.CLOSED


def test_a_settlement_after_a_hearing_is_to_be_told_too(marac):
    case = a_case(marac, state="SETTLED_EARLY", heard_at=NOON - 5 * DAY, asked=False)
    with as_role("wb_bulk"):
        settle(marac, case, at=NOON)
        a_telling(marac, case, at=NOON - DAY)

    assert [one.decided_at for one in untold()] == [NOON]


def test_her_adviser_reads_that_she_was_told_of_the_earlier_decision_alone(client, marac, case):
    browser = with_second_factor(client, marac.idva)

    listed = browser.get(reverse("marac:advocated")).text
    page = browser.get(reverse("marac:case_voice", args=[case.pk])).text

    assert "Tell her what was decided" in listed
    assert "told what was decided last" in page


def test_what_was_told_in_a_safe_hour_may_be_written_down_at_night(marac):
    her = a_person(marac.service, by=marac.idva)
    case = a_case(
        marac, people={"VICTIM": her}, state="HEARD", heard_at=NOON - 5 * DAY, asked=False
    )
    safe = SafeContactFact(channel="CALL", answer="SAFE", from_time=time(9), to_time=time(17))
    with acting_as(marac.idva):
        set_safe_contact(her, said=safe, agency=marac.service, by=marac.idva, at=NOON)
    night = (NOON + DAY).astimezone(LONDON).replace(hour=23)
    day = night.replace(hour=10, minute=30)

    with pytest.raises(Refused, match="Not a safe time"):
        tell(marac, case, told_at=night, at=night, how="CALL")

    assert tell(marac, case, told_at=day, at=night, how="CALL").at == day


def test_the_day_and_time_are_asked_on_the_page_and_shown(client, marac, case):
    browser = with_second_factor(client, marac.idva)
    where = reverse("marac:tell", args=[case.pk])
    sent = {"once_key": uuid4(), "decided": "A move", "outcome": "TOLD", "how": FACE_TO_FACE}

    page = browser.get(where).text
    missing = browser.post(where, sent)
    wrong = sent | {"day_day": "10", "day_month": "3", "day_year": "2026", "time": "soon"}

    assert "On which day was she told?" in page
    assert missing.status_code == 422
    assert "Enter the day on which she was told" in missing.text
    assert browser.post(where, wrong).status_code == 422
    assert browser.post(where, wrong | {"time": "10:30"}).status_code == 302
    assert "10 March" in browser.get(reverse("marac:case_voice", args=[case.pk])).text


def sent_on(marac, case):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="TRANSFER_SENT")
        Transfer.objects.create(
            case=case, direction="OUT", other_marac="Elsewhere", other_coordinator="A. Person",
            reason="She moved", move="PERMANENT", was_heard=True, documents=[],
            sent_at=NOON + 6 * DAY, sent_by=marac.coordinator, due_at=NOON + 8 * DAY,
        )  # fmt: skip


def receive(marac, case):
    with acting_as(marac.coordinator):
        return transferring.received(
            case_id=case.pk, name="A. Person", by=marac.coordinator, at=NOON + 8 * DAY
        )


def test_a_heard_case_is_not_handed_on_with_nobody_having_told_her(marac, case):
    sent_on(marac, case)

    with pytest.raises(Refused, match="told what was decided last"):
        receive(marac, case)
    assert [one.pk for one in untold()] == [case.pk]

    tell(marac, case, told_at=NOON + 6 * DAY, at=NOON + 7 * DAY)
    assert receive(marac, case).state == Case.State.TRANSFERRED


def test_an_undecided_case_is_handed_on_as_it_is(marac):
    case = a_case(marac, asked=False)
    sent_on(marac, case)

    assert receive(marac, case).state == Case.State.TRANSFERRED
