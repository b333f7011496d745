"""What Whitebeam counts itself: the definition is the function's own, and nobody else may count."""

from datetime import date, datetime

import pytest
from django.db import connection

from tests.action_builders import a_proposed_action, an_accepted_action
from tests.factories import worker_at
from tests.marac_builders import a_case, a_listing, a_marac, a_meeting
from tests.referral_builders import a_sent_referral
from tests.roles import as_role
from whitebeam.indicators.models import Figure, Return
from whitebeam.indicators.rules.counted import COUNTED
from whitebeam.indicators.services import computing, returning
from whitebeam.indicators.tests.desk import NOON, PERIOD, Desk, IndicatorFactory
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import CaseAction, Meeting
from whitebeam.partners.models import Duty, LocalSetting
from whitebeam.referrals.models import Referral

pytestmark = pytest.mark.django_db
IN_APRIL = datetime(2026, 4, 1, 0, 1, tzinfo=LONDON)
IN_JUNE = datetime(2026, 6, 30, 23, 59, tzinfo=LONDON)
IN_JULY = datetime(2026, 7, 1, 0, 1, tzinfo=LONDON)


def counts_of(function, *, by):
    with acting(Acting.user(by.pk)), connection.cursor() as cursor:
        cursor.execute(
            f"select part, whole from {function}(%s, %s)", [PERIOD.starts_on, PERIOD.ends_on]
        )
        return cursor.fetchall()


@pytest.mark.parametrize("name", COUNTED)
def test_each_function_carries_the_definition_of_the_book(name):
    with connection.cursor() as cursor:
        cursor.execute(
            "select obj_description(to_regprocedure(%s))", [f"{COUNTED[name].function}(date,date)"]
        )
        assert cursor.fetchone()[0] == COUNTED[name].definition


@pytest.mark.parametrize("name", COUNTED)
def test_each_function_counts_for_a_keeper_alone(desk, name):
    a_sent(IN_JUNE)
    marac = a_marac()
    heard(marac, IN_JUNE)
    done(marac, due=date(2026, 6, 30), closed_at=IN_JUNE)
    women(marac, 50_000, since=date(2026, 4, 1))

    others = counts_of(COUNTED[name].function, by=desk.reader)

    assert all(not part and not whole for part, whole in others)


def a_sent(at, **changed):
    referral = a_sent_referral()
    with as_role("wb_bulk"):
        Referral.objects.filter(pk=referral.pk).update(sent_at=at, **changed)
    return referral


def test_a_referral_counts_in_the_quarter_in_which_it_was_sent(desk):
    a_sent(IN_JUNE)
    a_sent(IN_JULY)
    a_sent(IN_JUNE, state=Referral.State.RECALLED)

    assert counts_of("sec.count_referrals_sent", by=desk.keeper) == [(1, None)]


def heard(marac, at, *, repeat_of=None, **item):
    repeated = {"repeat": "YES", "repeat_of": repeat_of} if repeat_of else {}
    case = a_case(marac, asked=False, **repeated)
    a_listing(sitting(marac, at), case, **{"outcome": "HEARD"} | item)
    return case


def sitting(marac, at):
    with as_role("wb_bulk"):
        there = Meeting.objects.filter(panel=marac.panel, starts_at=at).first()
    return there or a_meeting(marac, starts_at=at)


def women(marac, many, *, since):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="marac.adult_women", area=marac.panel.area, value=many, starts_on=since
        )


def test_a_case_counts_each_time_it_is_heard_beside_the_women_of_its_area(desk):
    marac = a_marac()
    first = heard(marac, IN_JUNE)
    a_listing(sitting(marac, IN_APRIL), first, outcome="HEARD")
    heard(marac, IN_JULY)
    heard(marac, IN_JUNE, outcome="SETTLED")
    heard(marac, IN_JUNE, is_aside=True)
    women(marac, 50_000, since=date(2025, 4, 1))
    women(marac, 51_000, since=date(2026, 6, 30))
    women(marac, 52_000, since=date(2026, 7, 1))

    assert counts_of("sec.count_cases_heard", by=desk.keeper) == [(2, 51_000)]


def test_an_area_in_which_no_case_was_heard_has_its_women_still(desk):
    marac = a_marac()
    women(marac, 50_000, since=date(2025, 4, 1))

    assert counts_of("sec.count_cases_heard", by=desk.keeper) == [(0, 50_000)]


def test_a_case_that_was_marked_as_a_repeat_counts_among_those_heard(desk):
    marac = a_marac()
    before = heard(marac, IN_JUNE)
    heard(marac, IN_JUNE, repeat_of=before)
    heard(marac, IN_JULY, repeat_of=before)

    assert counts_of("sec.count_cases_repeated", by=desk.keeper) == [(1, 2)]


def done(marac, *, due, closed_at, state="COMPLETED", is_of_a_case=True):
    action = an_accepted_action(doer=worker_at(marac.housing, Duty.DO_ACTIONS))
    action.due_date, action.state, action.closed_at = due, state, closed_at
    action.evidence = "The lock was fitted" if state == "COMPLETED" else None
    with as_role("wb_bulk"):
        if is_of_a_case:
            CaseAction.objects.create(
                case=a_case(marac, asked=False),
                action=action,
                added_by=marac.coordinator,
                added_at=IN_JUNE,
            )
        action.save()


def test_an_action_counts_in_the_quarter_of_its_day_and_is_in_time_on_that_day(desk):
    marac, last = a_marac(), date(2026, 6, 30)
    done(marac, due=last, closed_at=IN_JUNE)
    done(marac, due=last, closed_at=IN_JULY)
    done(marac, due=last, closed_at=IN_JUNE, state="NOT_POSSIBLE")
    done(marac, due=date(2026, 7, 1), closed_at=IN_JUNE)
    done(marac, due=last, closed_at=IN_JUNE, is_of_a_case=False)
    a_proposed_action(to=marac.housing, due_date=last)

    assert counts_of("sec.count_case_actions_in_time", by=desk.keeper) == [(1, 3)]
    assert counts_of("sec.count_actions_in_time", by=desk.keeper) == [(2, 4)]


def test_the_return_of_the_team_is_filled_from_records(desk):
    IndicatorFactory(code="WB", by_area=True, computed="referrals-sent", owners=[desk.team])
    a_sent(IN_JUNE, area=desk.areas[0])
    a_sent(IN_JUNE)
    owner = _computed(desk)

    with acting(Acting.user(desk.keeper.pk)):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)

        found = {
            f.area and f.area.name: int(f.numerator) for f in Figure.objects.filter(owner=owner)
        }
        assert found == {None: 2, "Ashford": 1, "Dover": 0}
        returning.send(owner.pk, by=desk.keeper, at=NOON)
    with acting(Acting.user(desk.second.pk)):
        assert returning.sign(owner.pk, by=desk.second, at=NOON).state == Return.State.SIGNED


def test_a_return_that_was_not_counted_lists_no_line_to_mend(client, desk):
    IndicatorFactory(code="WB", by_area=True, computed="referrals-sent", owners=[desk.team])
    owner = _computed(desk)
    client.force_login(desk.keeper)

    before = client.get(f"/indicators/returns/{owner.pk}/").content.decode()
    client.post(f"/indicators/returns/{owner.pk}/count/")
    after = client.get(f"/indicators/returns/{owner.pk}/").content.decode()

    assert "Nothing has been counted for this period yet" in before
    assert ("Enter the number" in before, "Send for a second signature" in before) == (False,) * 2
    assert "Send for a second signature" in after


def test_what_nothing_here_counts_is_refused(desk):
    IndicatorFactory(computed="phases-of-the-moon", owners=[desk.team])
    owner = _computed(desk)

    with acting(Acting.user(desk.keeper.pk)), pytest.raises(Refused, match="Nothing here counts"):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)


def test_a_return_of_a_partner_is_not_counted_here(desk):
    owner = desk.opened()

    with acting(Acting.user(desk.keeper.pk)), pytest.raises(Refused, match="not open any more"):
        computing.count_from_records(owner.pk, by=desk.keeper, at=NOON)


def _computed(desk: Desk) -> Return:
    with acting(Acting.user(desk.keeper.pk)):
        returning.open_returns(PERIOD, at=NOON, by=desk.keeper)
        return Return.objects.get(agency=desk.team, is_computed=True)
