"""A case that needs one agency at once is accepted and settled in one deed, and counted apart."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.urls import reverse

from tests.marac_builders import LONG_AGO, NOON, a_case, a_marac, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Pathway, ScreeningSettlement, StateChange
from whitebeam.marac.queries import counting_waits, deciding, waits
from whitebeam.marac.queries import settling as queries
from whitebeam.marac.services import settling, settling_now
from whitebeam.marac.services.acting import NewCaseAction
from whitebeam.marac.services.closing_checks import AUDIT_WAITS, NOT_TOLD, in_the_way
from whitebeam.marac.services.settling_now import SettledNow
from whitebeam.notices.models import Notice
from whitebeam.partners.models import LocalSetting

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SPAN = {"since": NOON - DAY, "until": NOON + DAY}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def way():
    with as_role("wb_bulk"):
        return Pathway.objects.create(
            code="now", kind="TRIAGE_ONLY", name="Settled at screening", starts_on=LONG_AGO,
            source="Invented",
        )  # fmt: skip


def settle(marac, case, way, *, by=None, reason="Only the locks are open."):
    by = by or marac.coordinator
    action = NewCaseAction("Change the locks", marac.housing, date(2026, 3, 6), uuid4())
    said = SettledNow(reason, action, marac.service)
    with acting_as(by):
        return settling_now.settle_now(case.pk, said, way=way, by=by, at=NOON)


def test_it_is_accepted_settled_and_stands_with_its_action(marac, way):
    case = a_case(marac, asked=False)

    settle(marac, case, way)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        steps = StateChange.objects.filter(case=case).order_by("created_at")
        assert [one.after for one in steps] == ["ACCEPTED", "SETTLED_EARLY", "ACTIONS_OPEN"]
        assert (case.state, case.pathway) == ("ACTIONS_OPEN", way)
        link = case.case_actions.select_related("action").get()
        assert (link.action.owner_agency, link.is_before_meeting) == (marac.housing, True)
        told = Notice.objects.filter(template="marac_assigned").values_list("to", flat=True)
        assert list(told) == [marac.idva.pk]


def test_she_is_to_be_told_of_it_before_it_closes(marac, way):
    case = a_case(marac, asked=False)
    settle(marac, case, way)
    with as_role("wb_bulk"):
        case.refresh_from_db()

    with acting_as(marac.coordinator):
        assert deciding.decided_at(case) == NOON
        assert NOT_TOLD in in_the_way(case)
        [row] = deciding.decided(type(case).objects.filter(pk=case.pk))
        assert (row.decided_at, row.is_told) == (NOON, False)


def test_it_is_counted_apart_from_what_is_settled_early(marac, way):
    settle(marac, a_case(marac, asked=False), way)

    with acting_as(marac.coordinator):
        [(_, _, number)] = counting_waits.settled_at_screening(**SPAN)
        assert (number, queries.saved_since(NOON - DAY)) == (1, [])
    with acting_as(marac.rep):
        assert counting_waits.settled_at_screening(**SPAN) == []


def test_those_who_speak_for_her_and_chair_are_asked_to_flag_their_files(marac, way):
    case = a_case(marac, asked=False)
    settle(marac, case, way)

    with as_role("wb_bulk"):
        flags = {one.agency: one.until for one in case.flags.select_related("agency")}
    assert set(flags) == {marac.service, marac.police}
    assert set(flags.values()) == {NOON.date().replace(year=NOON.year + 1)}


@pytest.mark.parametrize("who", ["chair", "rep", "idva", "referrer", "outsider"])
def test_nobody_else_settles_it(marac, way, who):
    with pytest.raises(Refused, match="moved on"):
        settle(marac, a_case(marac, asked=False), way, by=getattr(marac, who))


def test_it_needs_a_reason_its_own_way_and_waits_for_screening(marac, way):
    case = a_case(marac, asked=False)
    with as_role("wb_bulk"):
        full = Pathway.objects.get(kind="FULL")

    with pytest.raises(Refused, match="Enter why"):
        settle(marac, case, way, reason=" ")
    with pytest.raises(Refused, match="Choose a way"):
        settle(marac, case, full)
    with pytest.raises(Refused, match="moved on"):
        settle(marac, a_case(marac, asked=False, state="ACCEPTED"), way)


def test_the_coordinator_does_it_on_screen(client, marac, way):
    case = a_case(marac, asked=False)
    browser = with_second_factor(client, marac.coordinator)
    where = reverse("marac:settle_now", args=[case.pk])
    sent = {
        "once_key": str(uuid4()), "reason": "Only the locks are open.", "text": "Change them",
        "agency": marac.housing.pk, "days": 3, "idva_agency": marac.service.pk, "repeat_of": "",
    }  # fmt: skip

    assert where in browser.get(reverse("marac:case", args=[case.pk])).text
    assert way.name not in browser.get(reverse("marac:accept", args=[case.pk])).text
    refused = browser.post(where, sent | {"text": ""})
    assert refused.status_code == 422
    assert "Only the locks are open." in refused.text
    assert browser.post(where, sent).status_code == 302
    with as_role("wb_bulk"):
        assert ScreeningSettlement.objects.get().case_id == case.pk
    assert with_second_factor(type(client)(), marac.outsider).get(where).status_code == 404


def sampled(marac, way, *, percent=100):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key=settling.SAMPLE_PERCENT, value=percent, starts_on=LONG_AGO, source="x"
        )
    return settle(marac, a_case(marac, asked=False), way)


def read_again(marac, made, *, by, is_sound=False, words="He had not been spoken to."):
    with acting_as(by):
        return settling.read_again(made.pk, is_sound=is_sound, words=words, by=by, at=NOON + DAY)


@pytest.mark.parametrize(("percent", "audit"), [(100, "WAITING"), (0, "NOT_SAMPLED")])
def test_the_same_share_of_it_is_drawn_for_reading_again(marac, way, percent, audit):
    assert sampled(marac, way, percent=percent).audit == audit


def test_somebody_who_did_not_decide_it_reads_it_again_and_sends_it_on(marac, way):
    made = sampled(marac, way)
    case = made.case
    with acting_as(marac.chair):
        assert AUDIT_WAITS in in_the_way(case)
        assert [one.pk for one in queries.to_read_again(marac.chair)] == [made.pk]
    with pytest.raises(Refused, match="did not settle it"):
        read_again(marac, made, by=marac.coordinator)
    with pytest.raises(Refused, match="does not wait"):
        read_again(marac, made, by=marac.rep)

    read_again(marac, made, by=marac.chair)

    with as_role("wb_bulk"):
        case.refresh_from_db()
        assert (case.state, case.pathway.kind) == ("ACCEPTED", "FULL")
    with acting_as(marac.chair):
        assert (queries.to_read_again(marac.chair), deciding.decided_at(case)) == ([], None)
    with pytest.raises(Refused, match="does not wait"):
        read_again(marac, made, by=marac.chair)


def test_found_right_it_stays_settled_and_is_read_on_screen(client, marac, way):
    made = sampled(marac, way)
    browser = with_second_factor(client, marac.chair)
    where = reverse("marac:read_again", args=[made.pk])
    assert where in browser.get(reverse("marac:settled")).text

    assert browser.post(where, {"is_sound": "yes", "words": "It held."}).status_code == 302

    with as_role("wb_bulk"):
        made.refresh_from_db()
        assert (made.audit, made.audited_by, made.case.state) == (
            "SOUND", marac.chair, "ACTIONS_OPEN",
        )  # fmt: skip


@pytest.mark.parametrize("who", ["coordinator", "rep"])
def test_the_database_lets_nobody_else_read_it_again(marac, way, who):
    made, by = sampled(marac, way), getattr(marac, who)
    with acting_as(by):
        try:
            changed = ScreeningSettlement.objects.filter(pk=made.pk).update(
                audit="SOUND", audited_by=by, audited_at=NOON
            )
        except DatabaseError:
            changed = 0
    assert changed == 0


def test_unread_past_its_clock_it_is_chased_like_what_is_settled_early(marac, way):
    made = sampled(marac, way)
    with acting_as(marac.chair):
        late = waits.past_their_clock(
            type(made.case).objects.filter(pk=made.case_id), at=NOON + 60 * DAY
        )
    assert [(wait.kind, wait.settlement) for wait in late] == [(waits.Kind.AUDIT, made)]
