"""A month of MARACs from referral to closed actions: every way a case may take, and the hand count."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from tests.marac_builders import acting_as
from tests.roles import as_role
from whitebeam.actions import services as actions
from whitebeam.actions.models import Action, Chase
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import (
    AgendaItem,
    EarlySettlement,
    FlagRequest,
    MinutesCopy,
    QuarterReturn,
)
from whitebeam.marac.queries.dataset import Span, cells_of
from whitebeam.marac.rules.minuting import read_copy
from whitebeam.marac.services import closing, flagging, minuting, returning, settling
from whitebeam.marac.tests import month_before as before
from whitebeam.marac.tests.month import DAY, HOUR, Month
from whitebeam.marac.tests.month_before import LISTED, MEETING

pytestmark = pytest.mark.django_db

QUARTER = Span(date(2026, 1, 1), date(2026, 3, 31))
DECIDED = (*LISTED, "early")
# The six cases that were heard, counted by hand from `month.CASES`.
COUNTED_BY_HAND = {
    "maracs": 1,
    "cases": 6,
    "children": 5,  # two of Wren, one each of Lark, Swift and Jay
    "repeats": 16.7,  # Wren
    "partner": 66.7,  # Wren, Lark, Swift and Jay were not referred by the police
    "minoritised": 16.7,  # Lark
    "lgbt": 16.7,  # Jay
    "disabled": 16.7,  # Wren
    "male": 16.7,  # Finch
    "from-police": 2,  # Tern and Finch
    "from-education": 2,  # Lark and Jay
    "from-housing": 1,  # Swift
    "from-idva-or-specialist-service": 1,  # Wren
    "from-health-of-another-kind": 0,
    "aged-16-17": 1,  # Jay
    "aged-16-17-share": 16.7,
    "harming-17": 1,  # who harms Tern
}


def test_a_month_of_maracs():
    month = Month()
    before.they_are_referred_and_screened(month)
    before.her_adviser_reaches_each_and_brings_what_she_wants(month)
    before.they_are_listed_one_of_them_late_and_one_goes_elsewhere(month)
    before.six_agencies_and_a_guest_research(month)
    before.one_is_settled_early_by_three(month)
    before.professionals_talk_over_another_at_once(month)
    agreed = before.the_meeting_hears_them(month)
    minutes_are_signed_and_each_agency_has_its_own(month)
    she_is_told(month)
    actions_are_chased_and_closed_in_every_way(month, agreed)
    everything_is_closed(month)
    flags_are_set_and_taken_off_after_twelve_months(month)
    the_return_agrees_with_the_hand_count(month)


def minutes_are_signed_and_each_agency_has_its_own(month):
    month.is_now(MEETING + 3 * HOUR)
    with as_role("wb_bulk"):
        items = list(AgendaItem.objects.filter(meeting=month.first, outcome="HEARD"))
    for item in items:
        month.signs(item)
    told = month.does(minuting.send_out, meeting_id=month.first.pk)

    assert told >= len(month.reps) - 1
    with as_role("wb_bulk"):
        copies = MinutesCopy.objects.filter(case=month.cases["alone"]).select_related("agency")
        kept = {one.agency.name: read_copy(str(one.content)) for one in copies}
    assert [one.text for one in kept["Housing"].actions] == ["Change the lock"]
    assert {one.text for one in kept["The police"].actions} == {
        "Take the guns away", "Drive past at night",
    }  # fmt: skip
    assert not kept["Health"].actions


def she_is_told(month):
    month.is_now(MEETING + DAY)
    with pytest.raises(Refused, match="was told what"):
        _close(month, "talked")
    for name in DECIDED:
        month.adviser_tells(name)


def actions_are_chased_and_closed_in_every_way(month, agreed):
    late, reps, why = MEETING + 9 * DAY, month.reps, {"why": "He has moved away"}
    month.is_now(late)
    with pytest.raises(Refused, match="still open"):
        _close(month, "alone")
    with as_role("wb_worker"):
        call_command("chase_actions", on=late.date())
    with as_role("wb_bulk"):
        chased = set(Chase.objects.values_list("action", flat=True))
        (guns,) = Action.objects.exclude(pk__in=[one.pk for one in agreed.values()])
    assert agreed["COMPLETED"].pk in chased

    lock = {"action_id": agreed["COMPLETED"].pk, "evidence": "The locksmith wrote"}
    month.does(actions.complete, by=reps["housing"], **lock)
    child = agreed["NOT_POSSIBLE"].pk
    month.does(actions.report_not_possible, action_id=child, by=reps["children"], **why)
    asked = agreed["NOT_UNDERTAKEN"].pk
    month.does(actions.report_not_undertaken, action_id=asked, by=reps["probation"], **why)
    month.does(actions.supersede, action_id=agreed["SUPERSEDED"].pk, replaced_by=guns.pk)
    done = {"action_id": guns.pk, "evidence": "The guns are at the station"}
    month.does(actions.complete, by=reps["police"], **done)

    with as_role("wb_bulk"):
        ended = {state: Action.objects.get(pk=one.pk).state for state, one in agreed.items()}
        assert not Action.objects.filter(closed_at=None).exists()
    assert ended == {state: state for state in agreed}


def everything_is_closed(month):
    with pytest.raises(Refused, match="read it again first"):
        _close(month, "early")
    with as_role("wb_bulk"):
        settlement = EarlySettlement.objects.get(case=month.cases["early"], audit="WAITING")
    read = {"is_sound": True, "words": "Three agreed, and she is safe", "by": month.marac.chair}
    month.does(settling.read_again, settlement.pk, **read)
    for name in DECIDED:
        _close(month, name)

    assert {month.again(name).state for name in DECIDED} == {"CLOSED"}
    assert month.again("moved").state == "TRANSFERRED"


def _close(month, name):
    month.does(closing.close, case_id=month.cases[name].pk, words="Ask her adviser first")


def flags_are_set_and_taken_off_after_twelve_months(month):
    rep = month.reps["police"]
    with as_role("wb_bulk"):
        flags = list(FlagRequest.objects.filter(agency=month.marac.police))
    assert {one.case_id for one in flags} == {month.cases[name].pk for name in DECIDED}
    for flag in flags:
        month.does(flagging.confirm_set, flag.pk, by=rep)
        with pytest.raises(Refused, match="stays until"):
            month.does(flagging.confirm_removed, flag.pk, by=rep)
    last = max(one.until for one in flags)
    with as_role("wb_worker"):
        call_command("marac_flags_due", on=last)
    month.is_now(month.at.replace(year=last.year) + DAY)
    for flag in flags:
        month.does(flagging.confirm_removed, flag.pk, by=rep)

    with as_role("wb_bulk"):
        kept = FlagRequest.objects.filter(agency=month.marac.police)
        assert all(one.removal_asked_at and one.removed_at for one in kept)


def the_return_agrees_with_the_hand_count(month):
    with acting_as(month.marac.coordinator):
        cells = cells_of(month.marac.coordinator, QUARTER)
    counted = {one.code: one.value for one in cells}

    assert {code: counted[code] for code in COUNTED_BY_HAND} == COUNTED_BY_HAND
    heard = next(one.cases for one in cells if one.code == "cases")
    assert {*heard} == {month.cases[name].pk for name in LISTED}
    made = month.does(returning.make_return, span=QUARTER, cells=cells)
    with as_role("wb_bulk"):
        kept = QuarterReturn.objects.get(pk=made.pk).cells
    assert {one["code"]: one["value"] for one in kept} == counted
    assert str(month.cases["alone"].pk) not in json.dumps(kept)
