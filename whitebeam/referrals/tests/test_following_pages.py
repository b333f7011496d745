"""The sender's pages: where it stands and what comes next, and never what is not hers to know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import REFERRING, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.referrals.models import Correction, Reason
from whitebeam.referrals.services import claiming, deciding, handing_over
from whitebeam.referrals.tests.desk import (
    NOWHERE,
    TRIAGE,
    a_reason,
    as_kept,
    as_user,
    face,
    text,
    url,
)

pytestmark = pytest.mark.django_db
PAGES = ("status", "answer_return", "correct", "recall")


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, *TRIAGE)


@pytest.fixture
def referral(queue):
    return a_sent_referral(queue=queue, at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def sender(referral, client):
    client.force_login(referral.submitted_by)
    return referral.submitted_by


def returned(referral, worker, words="Which school?"):
    reason = a_reason(Reason.Kind.RETURN, "Something is missing")
    with as_user(worker):
        deciding.return_for_information(
            referral_id=referral.pk, reason=reason, words=words, by=worker, at=timezone.now()
        )


def an_outsider(referral, queue):
    return worker_at(AgencyFactory(), *REFERRING)


def the_holder(referral, queue):
    return worker_at(queue.agency, *TRIAGE, *REFERRING)


def a_colleague_who_only_refers(referral, queue):
    return worker_at(referral.sent_by, Duty.REFER)


def a_colleague_who_knows_the_family(referral, queue):
    user = worker_at(referral.sent_by, *REFERRING)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person_id=referral.parts.first().person_id,
            user=user,
            reason="Cousin",
            set_by=user,
            set_at=timezone.now(),
        )
    return user


@pytest.mark.parametrize(
    "someone",
    [an_outsider, the_holder, a_colleague_who_only_refers, a_colleague_who_knows_the_family],
)
@pytest.mark.parametrize("page", PAGES)
def test_to_others_it_is_as_if_it_never_was(client, referral, queue, page, someone):
    client.force_login(someone(referral, queue))

    for ask in (client.get, client.post):
        theirs, nothing = (ask(url(page, each)) for each in (referral, NOWHERE))
        assert face(theirs) == face(nothing)
        assert theirs.status_code in {404, 405}


def test_the_status_says_where_it_stands_and_what_comes_next(client, sender, referral, queue):
    page = text(client.get(url("status", referral)))

    assert "Waiting for triage" in page
    assert queue.agency.name in page
    assert "will answer by" in page
    assert "What we cannot say" in page
    assert f"<title>Referral {referral.reference}" in page


def test_a_colleague_who_follows_may_look_and_answer(client, referral, worker):
    returned(referral, worker)
    client.force_login(worker_at(referral.sent_by, Duty.VIEW_OWN_REFERRALS))

    page = text(
        client.post(url("answer_return", referral), {"words": "Invented Primary"}, follow=True)
    )

    assert "The clock has started again" in page
    assert as_kept(referral).state == "IN_TRIAGE"


def test_the_sender_never_reads_who_works_on_it_nor_what_they_write(
    client, sender, referral, worker
):
    at = timezone.now()
    with as_user(worker):
        claiming.claim(referral_id=referral.pk, by=worker, at=at)
        handing_over.hand_over(
            referral_id=referral.pk, text="Secret note", to=worker, by=worker, at=at
        )
        transfer = handing_over.send_to_other_area(
            referral_id=referral.pk,
            area_name="Surrey",
            service_name="Their service",
            words="Secret why",
            by=worker,
            at=at,
        )
        handing_over.cancel_transfer(
            transfer_id=transfer.pk, words="Secret return", by=worker, at=at
        )
        deciding.accept(referral_id=referral.pk, worker=worker, by=worker, at=at)

    pages = text(client.get(url("status", referral))) + text(client.get("/referrals/sent/"))

    assert "Accepted" in pages
    assert [word for word in ("Secret", worker.name, worker.email) if word in pages] == []


def test_the_sender_reads_what_was_written_for_her(client, sender, referral, worker):
    reason = a_reason(Reason.Kind.DECLINE)
    with as_user(worker):
        deciding.decline(
            referral_id=referral.pk,
            reason=reason,
            words="Ask housing",
            by=worker,
            at=timezone.now(),
        )

    page = text(client.get(url("status", referral)))

    assert "No room this month. Ask housing" in page
    assert worker.name not in page


def test_a_returned_referral_is_answered_once(client, sender, referral, worker):
    returned(referral, worker)
    address = url("answer_return", referral)

    asked = text(client.get(address))
    empty = client.post(address, {"words": " "})
    done = client.post(address, {"words": "Invented Primary"}, follow=True)
    again = client.post(address, {"words": "Invented Primary"}, follow=True)

    assert "Something is missing. Which school?" in asked
    assert "Answer the question" not in text(done)
    assert empty.status_code == 422
    assert "Enter the information that was asked for" in text(empty)
    assert "You have done this already" in text(again)


def test_an_answer_is_corrected_with_its_reason(client, sender, referral, worker):
    address = url("correct", referral)
    said = {"question": "contact_phone", "new": "07700 900999", "why": "Typed wrong"}

    half = client.post(address, {**said, "why": ""})
    done = client.post(address, said, follow=True)
    again = client.post(address, said)

    assert half.status_code == 422
    assert "07700 900999" in text(half)
    assert "The service sees both" in text(done)
    assert again.status_code == 422
    assert "The answer says this already" in text(again)
    with as_role("wb_bulk"):
        assert Correction.objects.count() == 1


def test_the_holder_sees_the_correction_old_and_new(client, sender, referral, worker):
    said = {"question": "contact_phone", "new": "07700 900999", "why": "Typed wrong"}
    client.post(url("correct", referral), said)
    client.force_login(worker)

    page = text(client.get(url("triage", referral)))

    assert "It said “07700 900123”. It now says “07700 900999”. Typed wrong" in page


def test_a_referral_is_taken_back_once_and_sealed_to_the_holder(client, sender, referral, worker):
    address = url("recall", referral)
    said = {"reason": a_reason(Reason.Kind.RECALL, "Sent twice").code, "words": "Twice"}

    empty = client.post(address, {"words": "Kept as typed"})
    done = client.post(address, said, follow=True)
    again = client.post(address, said, follow=True)
    client.force_login(worker)

    assert empty.status_code == 422
    assert "Kept as typed" in text(empty)
    assert "You took the referral back" in text(done)
    assert "You have done this already" in text(again)
    assert client.get(url("triage", referral)).status_code == 404


@pytest.mark.parametrize("page", ["correct", "recall", "answer_return"])
def test_an_accepted_referral_is_the_service_s(client, sender, referral, worker, page):
    with as_user(worker):
        deciding.accept(referral_id=referral.pk, worker=worker, by=worker, at=timezone.now())

    answer = text(client.get(url(page, referral), follow=True))

    assert "This referral has moved on. It is now: accepted." in answer
    assert "Take the referral back" not in answer
