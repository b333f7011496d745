"""The first weeks of a month of MARACs: referred, screened, listed, researched, settled, heard."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.marac_builders import a_case, acting_as
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, ResearchRequest, StateChange
from whitebeam.marac.services import (
    attending,
    calling,
    declaring,
    following,
    hearing,
    screening,
    settling,
    transferring,
)
from whitebeam.marac.tests.month import DAY, GUEST, HOUR, MONDAY

BEFORE_CUT_OFF, AFTER_CUT_OFF = MONDAY + 3 * DAY, datetime(2026, 3, 9, 9, tzinfo=UTC)
MEETING = datetime(2026, 3, 18, 10, tzinfo=UTC)
LISTED = ("support", "alone", "late", "escalated", "returned", "talked")
REASON = "Her landlord has changed the lock and the police mark the address."


def they_are_referred_and_screened(month):
    month.refers_from_support("support")
    for name in ("alone", "escalated", "returned", "talked", "moved", "early"):
        month.refers(name)
    long_ago = MONDAY - 90 * DAY
    month.is_now(MONDAY + 5 * HOUR)
    with as_role("wb_bulk"):
        told = month.cases["support"].people.select_related("person")
        people = {one.part: one.person for one in told}
    earlier = a_case(
        month.marac, people=people, asked=False, state="CLOSED", referred_at=long_ago,
        closed_at=long_ago,
    )  # fmt: skip
    month.accepts("support", repeat_of=earlier)
    for name in ("alone", "talked", "moved", "early"):
        month.accepts(name)
    _the_criteria_are_not_met_and_somebody_asks_again(month)
    _one_is_returned_for_information(month)

    assert month.cases["support"].referral_id is not None
    screened = [month.again(name) for name in month.cases]
    assert {case.state for case in screened} == {"ACCEPTED"}
    assert all(case.screened_at <= case.screen_due_at for case in screened)


def _the_criteria_are_not_met_and_somebody_asks_again(month):
    case, by = month.cases["escalated"], month.referrers["housing"]
    words = {"words": "No ground is named", "signposting": "The helpline"}
    month.does(screening.not_met, case_id=case.pk, **words)
    month.does(following.escalate, case_id=case.pk, words="He was at her door again", by=by)
    month.accepts("escalated")


def _one_is_returned_for_information(month):
    case, by = month.cases["returned"], month.referrers["school"]
    month.does(screening.return_for_information, case_id=case.pk, words="Who lives there?")
    month.does(following.answer, case_id=case.pk, words="She and the child", by=by)
    month.accepts("returned")
    with as_role("wb_bulk"):
        steps = StateChange.objects.filter(case=case).order_by("at", "created_at")
        assert [one.after for one in steps] == ["RECEIVED", "RETURNED", "RECEIVED", "ACCEPTED"]


def her_adviser_reaches_each_and_brings_what_she_wants(month):
    month.is_now(MONDAY + DAY)
    for name in month.cases:
        month.adviser_tries(name)
    with as_role("wb_bulk"):
        kept = list(Case.objects.filter(pk__in=[case.pk for case in month.cases.values()]))
        assert all(case.contacts.get().at <= case.idva_due_at for case in kept)
        assert {case.wishes.get().when for case in kept} == {"BEFORE"}


def they_are_listed_one_of_them_late_and_one_goes_elsewhere(month):
    month.is_now(BEFORE_CUT_OFF)
    for name in {*LISTED, "early"} - {"late"}:
        month.lists(name)
    month.is_now(AFTER_CUT_OFF)
    month.refers("late")
    month.accepts("late")
    with pytest.raises(Refused, match="The list closed"):
        month.lists("late")
    month.lists("late", late_reason="He is to be released on Friday")
    month.adviser_tries("late")

    moved = month.cases["moved"].pk
    where = transferring.Where(
        "Another MARAC",
        "Somebody there",
        "She moved",
        "PERMANENT",
        ("REFERRAL",),
        is_address_withheld=True,
        was_circulated=False,
    )
    month.does(transferring.send, case_id=moved, where=where)
    assert month.again("moved").state == "TRANSFER_SENT"
    month.does(transferring.received, case_id=moved, name="Somebody there")
    assert month.again("moved").state == "TRANSFERRED"


def six_agencies_and_a_guest_research(month):
    listed = (*LISTED, "early")
    asked = month.asks_about_the_list()
    assert asked == 7 * len(listed)
    month.shares("police", "alone", "He has a shotgun licence", offers=("Take the guns away",))
    month.shares("health", "alone", "She is pregnant", withheld="She has not told anybody")
    month.knows_nothing("police", *{*listed} - {"alone"})
    month.knows_nothing("health", *{*listed} - {"alone"})
    for agency in ("housing", "service", "children", "probation"):
        month.knows_nothing(agency, *listed)
    guest = month.lets_a_guest_in()
    month.shares("charity", "late", "She came for food on Monday", by=guest)
    month.knows_nothing("charity", *{*listed} - {"late"})

    with as_role("wb_bulk"):
        assert not ResearchRequest.objects.filter(answer="").exists()
        assert guest.email == GUEST
    with acting_as(month.reps["housing"]):
        seen = policy.items_seen_by(month.reps["housing"])
        assert {str(one.text) for one in seen} == {
            "He has a shotgun licence", "She came for food on Monday",
        }  # fmt: skip


def one_is_settled_early_by_three(month):
    marac, case = month.marac, month.cases["early"]
    made = month.does(
        settling.propose, case.pk, reason=REASON, agency=marac.police, by=month.reps["police"]
    )
    month.does(settling.second, made.pk, agency=marac.housing, by=month.reps["housing"])
    with pytest.raises(Refused, match="must agree first"):
        month.does(settling.decide, made.pk)
    month.does(settling.agree_as_adviser, made.pk, by=marac.idva)
    with pytest.raises(Refused, match="why no action is needed"):
        month.does(settling.decide, made.pk)
    settled = month.does(settling.decide, made.pk, no_action="The lock is changed already")

    assert settled.audit == "WAITING"
    assert month.again("early").state == "SETTLED_EARLY"


def professionals_talk_over_another_at_once(month):
    case, by = month.cases["talked"], month.reps["police"]
    meeting = month.does(calling.call_professionals, case.pk, by=by)
    month.does(attending.accept_statement, meeting_id=meeting.pk, by=by)
    month.does(hearing.begin, meeting_id=meeting.pk, by=by)
    with as_role("wb_bulk"):
        item = AgendaItem.objects.get(meeting=meeting)
    month.does(hearing.open_case, item_id=item.pk, by=by)
    month.says(item, by, "He knows where she parks")
    month.does(hearing.end, meeting_id=meeting.pk, by=by)

    assert month.again("talked").state == "RESEARCH_OPEN"


def the_meeting_hears_them(month):
    """Return the actions that were agreed, by how each of them will end."""
    month.is_now(MEETING)
    late, chair = month.reps["probation"], month.marac.chair
    deputy = month.a_deputy("health")
    month.does(
        attending.apologise, meeting_id=month.first.pk, has_sent_information=True,
        by=month.reps["health"],
    )  # fmt: skip
    month.everybody_accepts(but=(late, month.reps["health"]))
    month.does(attending.accept_statement, meeting_id=month.first.pk, by=deputy)
    month.does(hearing.begin, meeting_id=month.first.pk, by=chair)
    _a_conflict_is_declared(month, deputy)
    agreed = {}
    for name in LISTED:
        month.is_now(month.at + timedelta(minutes=12))
        item = month.opens(name)
        month.says(item, month.marac.idva, "She wants to stay at home", "SAFETY")
        if name == "alone":
            agreed = _actions_are_agreed(month, item)
        if name == "returned":
            month.does(attending.accept_statement, meeting_id=month.first.pk, by=late)
            month.says(item, late, "He is on licence until June")
    month.does(hearing.end, meeting_id=month.first.pk, by=chair)

    with as_role("wb_bulk"):
        heard = AgendaItem.objects.filter(meeting=month.first, outcome="HEARD")
        assert {one.case_id for one in heard} == {month.cases[name].pk for name in LISTED}
        roles = dict(month.first.attendances.values_list("user", "role"))
    assert roles[deputy.pk] == "DEPUTY"
    return agreed


def _a_conflict_is_declared(month, deputy):
    """The deputy of health knows somebody in one case, which is not there for her from now on."""
    case = month.cases["support"]
    said = declaring.Conflict(case.pk, words="My cousin", meeting=month.first)
    month.does(declaring.declare, conflict=said, by=deputy)
    with acting_as(deputy):
        assert not policy.worked_by(deputy).filter(pk=case.pk).exists()
        assert policy.worked_by(deputy).filter(pk=month.cases["alone"].pk).exists()


def _actions_are_agreed(month, item):
    asked = month.takes_on(item, "probation", "Ask for a new condition", by=month.reps["police"])
    return {
        "COMPLETED": month.takes_on(item, "housing", "Change the lock"),
        "NOT_POSSIBLE": month.takes_on(item, "children", "See the child at school"),
        "NOT_UNDERTAKEN": asked,
        "SUPERSEDED": month.takes_on(item, "police", "Drive past at night"),
    }
