"""Sharing out what waits, and covering for a colleague: each row on its own rights."""

import pytest
from django.utils import timezone

from tests.factories import AgencyFactory, worker_at
from tests.referral_builders import NOON, a_queue, a_sent_referral
from tests.roles import as_role
from whitebeam.notices.models import Notice
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.referrals.presenters.triage import timeline
from whitebeam.referrals.queries import sharing_out as queries
from whitebeam.referrals.queries import waiting
from whitebeam.referrals.rules.load import weight_of
from whitebeam.referrals.services import claiming, deciding, sharing_out
from whitebeam.referrals.services.sharing_out import Choice
from whitebeam.referrals.tests.desk import NOWHERE, TRIAGE, as_kept, as_user, queries_of, text

pytestmark = pytest.mark.django_db
SHARE, COVER = "/referrals/share-out/", "/referrals/share-out/cover/"


@pytest.fixture
def queue():
    return a_queue()


@pytest.fixture
def worker(queue):
    return worker_at(queue.agency, *TRIAGE)


@pytest.fixture
def lead(queue, client):
    """Whoever assigns and covers, and does nothing else."""
    user = worker_at(queue.agency, Duty.ASSIGN_REFERRALS)
    client.force_login(user)
    return user


def waiting_in(queue, **answers):
    if answers.get("risk") == "HIGH":
        answers["risk_reason"] = "It is getting worse"
    return a_sent_referral(queue=queue, answers=answers)


def accepted_by(worker, queue, **answers):
    referral = waiting_in(queue, **answers)
    with as_user(worker):
        deciding.accept(referral_id=referral.pk, worker=worker, by=worker, at=NOON)
    return referral


def told(user):
    with as_role("wb_bulk"):
        return sorted(Notice.objects.filter(to=user).values_list("template", flat=True))


def give(*pairs):
    return {f"to_{getattr(what, 'pk', what)}": getattr(who, "pk", who) for what, who in pairs}


def test_a_weight_says_what_cases_weigh():
    assert weight_of({"HIGH": 2, "MEDIUM": 1, "NOT_KNOWN": 1, "STANDARD": 3}) == 13
    assert weight_of({}) == 0


def test_what_waits_is_given_to_workers_at_once(client, lead, worker, queue):
    other = worker_at(queue.agency, Duty.SUPPORT_VICTIMS)
    one, two, left = (waiting_in(queue) for _ in range(3))

    page = client.post(SHARE, give((one, worker), (two, other), (left, "")), follow=True)

    assert "2 given out" in text(page)
    assert as_kept(one).accepted_by == worker
    assert as_kept(two).accepted_by == other
    assert as_kept(left).state == "IN_TRIAGE"
    assert "referral_assigned" in told(other)


def test_each_failure_is_said_and_leaves_the_others_done(client, lead, worker, queue):
    good, decided, held, wrong = (waiting_in(queue) for _ in range(4))
    clerk = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)
    with as_user(worker):
        deciding.accept(referral_id=decided.pk, worker=worker, by=worker, at=NOON)
        claiming.claim(referral_id=held.pk, by=worker, at=timezone.now())
    chosen = ((good, worker), (decided, worker), (held, worker), (wrong, clerk), (NOWHERE, worker))

    page = text(client.post(SHARE, give(*chosen), follow=True))

    assert "One given out" in page
    assert f"{decided.reference}: This referral has moved on" in page
    assert f"{held.reference}: Somebody else is working on this referral" in page
    assert f"{wrong.reference}: Choose a worker who supports people" in page
    assert "One referral: This referral has moved on" in page
    assert as_kept(good).accepted_by == worker


def a_stranger(referral, queue):
    return worker_at(AgencyFactory(), Duty.ASSIGN_REFERRALS, *TRIAGE)


def a_triage_worker(referral, queue):
    return worker_at(queue.agency, *TRIAGE)


def an_assigner_who_knows_the_family(referral, queue):
    user = worker_at(queue.agency, Duty.ASSIGN_REFERRALS)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person_id=referral.parts.first().person_id,
            user=user,
            reason="Cousin",
            set_by=user,
            set_at=NOON,
        )
    return user


@pytest.mark.parametrize("someone", [a_stranger, a_triage_worker, an_assigner_who_knows_the_family])
def test_nobody_else_gives_out_or_covers(worker, queue, someone):
    fresh, open_case = waiting_in(queue), accepted_by(worker, queue)
    other = worker_at(queue.agency, Duty.SUPPORT_VICTIMS)

    for referral, deed in ((fresh, sharing_out.share_out), (open_case, sharing_out.cover)):
        user = someone(referral, queue)
        with as_user(user):
            [outcome] = deed([Choice(referral.pk, other.pk)], by=user, at=NOON)
        assert outcome.refused.startswith("This referral has moved on")

    assert (as_kept(fresh).state, as_kept(open_case).accepted_by) == ("IN_TRIAGE", worker)


def test_without_the_duty_neither_page_opens(client, worker):
    client.force_login(worker)

    assert [client.get(page).status_code for page in (SHARE, COVER)] == [403, 403]


def test_choosing_nothing_is_said(client, lead, worker, queue):
    referral = waiting_in(queue)

    answer = client.post(SHARE, {f"to_{referral.pk}": "", "to_junk": "x"})

    assert answer.status_code == 422
    assert "Choose a worker for at least one referral" in text(answer)


def test_a_colleague_s_cases_are_given_to_others(client, lead, worker, queue):
    stand_in = worker_at(queue.agency, Duty.SUPPORT_VICTIMS)
    case = accepted_by(worker, queue)
    address = f"{COVER}?worker={worker.pk}"

    shown = text(client.get(address))
    done = text(client.post(address, give((case, stand_in)), follow=True))
    again = text(client.post(address, give((case, stand_in)), follow=True))

    assert case.reference in shown
    assert "One given out" in done
    assert f"{case.reference}: This worker has it already" in again
    assert as_kept(case).accepted_by == stand_in
    assert told(stand_in) == ["referral_assigned"]
    assert "referral_covered" in told(worker)


def test_covering_is_a_step_of_its_own_that_the_sender_does_not_see(lead, worker, queue):
    stand_in = worker_at(queue.agency, Duty.SUPPORT_VICTIMS)
    case = accepted_by(worker, queue)
    with as_user(lead):
        sharing_out.cover([Choice(case.pk, stand_in.pk)], by=lead, at=NOON)
        steps = timeline(waiting.history(case), now=NOON)
    with as_user(case.submitted_by):
        theirs = timeline(waiting.history(case), now=NOON, for_sender=case)

    assert [step["what"] for step in steps] == ["Sent", "Accepted", "Given to another worker"]
    assert [step["what"] for step in theirs] == ["Sent", "Accepted"]


def test_a_case_is_not_given_to_who_does_not_support(lead, worker, queue):
    clerk = worker_at(queue.agency, Duty.TRIAGE_REFERRALS)
    case = accepted_by(worker, queue)

    with as_user(lead):
        chosen = [Choice(case.pk, clerk.pk), Choice(case.pk, AgencyFactory().pk)]
        outcomes = sharing_out.cover(chosen, by=lead, at=NOON)

    assert {outcome.refused for outcome in outcomes} == {deciding.CANNOT_SUPPORT}


def test_the_cover_page_asks_who_is_away(client, lead, worker, queue):
    accepted_by(worker, queue)

    assert "Who is away?" in text(client.get(COVER))
    assert client.get(COVER, {"worker": "nobody"}).status_code == 422
    assert client.post(f"{COVER}?worker={worker.pk}", {}).status_code == 422


def test_what_each_carries_is_shown_by_name(client, lead, worker, queue):
    idle = worker_at(queue.agency, Duty.SUPPORT_VICTIMS)
    accepted_by(worker, queue, risk="HIGH")
    accepted_by(worker, queue, risk="STANDARD")

    with as_user(lead):
        found = {load.worker: load for load in queries.loads(lead)}

    assert set(found) == {worker, idle}
    carried = found[worker]
    assert (carried.cases, carried.high, carried.weight) == (2, 1, 4)
    assert (found[idle].cases, found[idle].weight) == (0, 0)
    assert "What each worker carries" in text(client.get(SHARE))


def test_cases_of_somebody_who_left_are_not_lost(client, lead, worker, queue):
    accepted_by(worker, queue)
    with as_role("wb_bulk"):
        worker.memberships.update(duties=[])

    assert f"{worker.name} (no longer here)" in text(client.get(SHARE))
    assert "No open cases" not in text(client.get(COVER, {"worker": worker.pk}))


def test_longer_lists_cost_no_more_queries(client, lead, worker, queue):
    costs = []
    for number in (2, 6):
        for _ in range(number):
            waiting_in(queue)
            accepted_by(worker, queue)
        costs.append([queries_of(client, page) for page in (SHARE, f"{COVER}?worker={worker.pk}")])

    assert costs[0] == costs[1]
