"""Triage in the browser's place: who may open what, words kept, deeds done once."""

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import a_queue, a_sent_referral, an_agreement_between
from tests.roles import as_role
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.referrals.models import HandOverNote, Reason
from whitebeam.referrals.tests.desk import (
    NOWHERE,
    TRIAGE,
    a_reason,
    as_kept,
    face,
    stay_of,
    text,
    url,
)

pytestmark = pytest.mark.django_db
DECISIONS = ("accept", "decline", "return", "move", "transfer")
PAGES = ("triage", *DECISIONS, "note", "receipt", "bring_back")


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue, client):
    user = worker_at(queue.agency, *TRIAGE)
    client.force_login(user)
    return user


@pytest.fixture
def referral(queue):
    return a_sent_referral(queue=queue, at=timezone.now())


def typed(deed, worker, queue):
    """Return what is posted for each decision."""
    return {
        "accept": lambda: {"worker": worker.pk},
        "decline": lambda: {"reason": a_reason(Reason.Kind.DECLINE).code, "words": "Try housing"},
        "return": lambda: {"reason": a_reason(Reason.Kind.RETURN).code, "words": "Which school?"},
        "move": lambda: {"queue": a_queue(queue.agency).code, "words": "Not our district"},
        "transfer": lambda: {"area_name": "Surrey", "service_name": "Theirs", "words": "Moved"},
    }[deed]()


AFTER = {
    "accept": "ACCEPTED",
    "decline": "DECLINED",
    "return": "RETURNED",
    "move": "IN_TRIAGE",
    "transfer": "TRANSFER_SENT",
}


def an_outsider(referral, queue):
    return worker_at(AgencyFactory(), *TRIAGE, Duty.ASSIGN_REFERRALS)


def a_triage_worker_who_knows_the_family(referral, queue):
    worker = worker_at(queue.agency, *TRIAGE, Duty.ASSIGN_REFERRALS)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person_id=referral.parts.first().person_id,
            user=worker,
            reason="Cousin",
            set_by=worker,
            set_at=timezone.now(),
        )
    return worker


@pytest.mark.parametrize("someone", [an_outsider, a_triage_worker_who_knows_the_family])
@pytest.mark.parametrize("page", PAGES)
def test_to_whom_it_is_not_theirs_it_is_as_if_it_never_was(client, referral, queue, page, someone):
    client.force_login(someone(referral, queue))

    theirs, nothing = (client.get(url(page, each)) for each in (referral, NOWHERE))

    assert theirs.status_code == 404
    assert face(theirs) == face(nothing)


@pytest.mark.parametrize("deed", [*DECISIONS, "hold"])
def test_an_outsider_can_do_nothing(client, referral, queue, deed):
    somebody = an_outsider(referral, queue)
    client.force_login(somebody)
    said = {} if deed == "hold" else typed(deed, somebody, queue)

    theirs, nothing = (client.post(url(deed, each), said) for each in (referral, NOWHERE))

    assert face(theirs) == face(nothing)
    assert (theirs.status_code, as_kept(referral).state) == (404, "IN_TRIAGE")


@pytest.mark.parametrize("page", [*DECISIONS, "triage", "note"])
def test_without_the_duty_no_page_opens(client, referral, queue, page):
    client.force_login(worker_at(queue.agency, Duty.VIEW_PEOPLE, Duty.REFER))

    assert client.get(url(page, referral)).status_code == 403


@pytest.mark.parametrize("page", ["queue", "accepted"])
def test_lists_ask_for_their_duty_too(client, queue, page):
    client.force_login(worker_at(queue.agency, Duty.REFER))

    assert client.get(f"/referrals/{'mine' if page == 'accepted' else page}/").status_code == 403


def test_the_page_shows_what_triage_needs(client, worker, referral):
    page = text(client.get(url("triage", referral)))

    assert "Wren Example" in page
    assert "He waits at the gate" in page
    assert "Rook Invented" in page
    assert "Robin Example" in page
    assert "Hold this referral" in page
    assert f"<title>Referral {referral.reference}" in page


def test_it_is_held_and_handed_back(client, worker, referral, queue):
    colleague = worker_at(queue.agency, *TRIAGE)
    address = url("hold", referral)

    held = text(client.post(address, {"deed": "claim"}, follow=True))
    client.force_login(colleague)
    theirs = text(client.get(url("triage", referral)))
    refused = text(client.post(address, {"deed": "claim"}, follow=True))
    client.force_login(worker)
    back = text(client.post(address, {"deed": "hand_back"}, follow=True))
    again = text(client.post(address, {"deed": "hand_back"}, follow=True))

    assert "You hold this until" in held
    assert f"{worker.name} holds this" in theirs
    assert "Take over" not in theirs
    assert "Somebody else is working on this referral" in refused
    assert "Hold this referral" in back
    assert "You are not holding this referral" in again


def test_whoever_assigns_takes_over(client, worker, referral, queue):
    client.post(url("hold", referral), {"deed": "claim"})
    client.force_login(worker_at(queue.agency, *TRIAGE, Duty.ASSIGN_REFERRALS))

    assert "Take over" in text(client.get(url("triage", referral)))
    page = text(client.post(url("hold", referral), {"deed": "take_over"}, follow=True))

    assert "You took this referral over" in page


@pytest.mark.parametrize("deed", DECISIONS)
def test_a_question_left_open_is_asked_again_and_keeps_what_was_typed(
    client, worker, referral, deed
):
    shown = client.get(url(deed, referral))
    answer = client.post(url(deed, referral), {"words": "Kept as typed", "service_name": "Theirs"})

    assert (shown.status_code, answer.status_code) == (200, 422)
    assert "There is a problem" in text(answer)
    assert deed == "accept" or "Kept as typed" in text(answer)
    assert as_kept(referral).state == "IN_TRIAGE"


@pytest.mark.parametrize("deed", DECISIONS)
def test_each_decision_is_made_and_said_once(client, worker, referral, queue, deed):
    said = typed(deed, worker, queue)

    done = client.post(url(deed, referral), said)
    again = client.post(url(deed, referral), said, follow=True)

    assert done.status_code == 302
    assert as_kept(referral).state == AFTER[deed]
    if deed != "move":
        assert "You have done this already" in text(again)
        assert stay_of(referral).left_at


def test_a_colleague_s_decision_is_said_kindly(client, worker, referral, queue):
    client.post(url("accept", referral), {"worker": worker.pk})
    client.force_login(worker_at(queue.agency, *TRIAGE))

    for answer in (
        client.get(url("decline", referral), follow=True),
        client.post(url("hold", referral), {"deed": "claim"}, follow=True),
    ):
        assert "This referral has moved on. It is now: accepted." in text(answer)


def test_what_is_refused_is_said_on_the_question(client, worker, referral):
    elsewhere = a_queue()
    said = {"queue": elsewhere.code, "words": "Their district"}

    answer = client.post(url("move", referral), said)

    assert answer.status_code == 422
    assert "No sharing agreement in force covers" in text(answer)
    assert "Their district" in text(answer)


def test_an_agreement_lets_it_move_to_another_agency(client, worker, referral, queue):
    elsewhere = a_queue()
    an_agreement_between(queue.agency, elsewhere.agency)
    said = {"queue": elsewhere.code, "words": "Their district"}

    client.post(url("move", referral), said)
    client.force_login(worker_at(elsewhere.agency, *TRIAGE))

    assert stay_of(referral).queue == elsewhere
    assert "Wren Example" in text(client.get(url("triage", referral)))


def test_a_transfer_closes_on_receipt_and_only_once(client, worker, referral, queue):
    client.post(url("transfer", referral), typed("transfer", worker, queue))
    waiting = text(client.get(url("triage", referral)))
    empty = client.post(url("receipt", referral), {"received_by": " "})
    said = {"received_by": "Their duty worker"}
    done = text(client.post(url("receipt", referral), said, follow=True))
    again = text(client.post(url("receipt", referral), said, follow=True))

    assert "has not yet said it has this" in waiting
    assert empty.status_code == 422
    assert "closed here" in done
    assert "You have done this already" in again
    assert as_kept(referral).state == "TRANSFERRED"


def test_what_the_other_area_cannot_take_comes_back(client, worker, referral, queue):
    client.post(url("transfer", referral), typed("transfer", worker, queue))

    nothing = client.post(url("bring_back", referral), {"words": ""})
    done = text(client.post(url("bring_back", referral), {"words": "Full"}, follow=True))
    again = text(client.post(url("bring_back", referral), {"words": "Full"}, follow=True))

    assert nothing.status_code == 422
    assert "It waits in your queue again" in done
    assert "You have done this already" in again
    assert stay_of(referral).left_at is None


def test_a_note_is_left_once_for_a_colleague(client, worker, referral, queue):
    colleague = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)
    said = {"text": "Ring after two", "to": colleague.pk}

    for _ in range(2):
        page = text(client.post(url("note", referral), said, follow=True))

    with as_role("wb_bulk"):
        assert HandOverNote.objects.count() == 1
    assert "Ring after two" in page
    assert f"to {colleague.name}" in page
    assert client.post(url("note", referral), {"text": ""}).status_code == 422
