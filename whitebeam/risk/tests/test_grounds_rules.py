"""The grounds for MARAC at their boundary days, and judgement, which raises and never lowers."""

from datetime import date, timedelta

import pytest

from whitebeam.risk.rules.grounds import (
    Case,
    Criteria,
    Ground,
    PoliceEvent,
    Window,
    escalation,
    grounds,
)
from whitebeam.risk.rules.judgement import Judgement, NotJudged, level_of, raises
from whitebeam.risk.rules.repeat import Event, Kind, Referral, Rule, repeat
from whitebeam.risk.rules.scoring import Level

TODAY = date(2026, 8, 31)
DAY = timedelta(days=1)
NATIONAL, KENT = Window(3, 12, "National form"), Window(3, 6, "Kent and Medway")
CRITERIA = Criteria(very_high_risk=14, escalation=KENT, elsewhere=NATIONAL)


def case(**given):
    return Case(**{"yes": 5, "band": Level.STANDARD, **given})


def events(*days):
    return tuple(PoliceEvent(day) for day in days)


def met(one, criteria=CRITERIA):
    return {each.ground for each in grounds(case=one, criteria=criteria, on=TODAY)}


def test_nothing_is_met_by_a_low_total():
    assert met(case()) == set()


@pytest.mark.parametrize(("yes", "is_met"), [(13, False), (14, True), (24, True)])
def test_high_risk_is_visible_from_the_threshold(yes, is_met):
    assert (Ground.VISIBLE_HIGH_RISK in met(case(yes=yes, band=Level.HIGH))) == is_met


def test_a_tool_without_a_total_shows_no_visible_high_risk():
    assert met(case(yes=None, band=Level.HIGH)) == set()


@pytest.mark.parametrize(
    ("first", "window", "is_met"),
    [
        # Six months before 31 August is 28 February: that day counts, the day before does not.
        (date(2026, 2, 28), KENT, True),
        (date(2026, 2, 27), KENT, False),
        (date(2026, 2, 27), NATIONAL, True),
        (date(2025, 8, 31), NATIONAL, True),
        (date(2025, 8, 30), NATIONAL, False),
    ],
)
def test_the_window_of_escalation(first, window, is_met):
    found = escalation(events=events(first, TODAY - DAY, TODAY), window=window, on=TODAY)

    assert found.is_met == is_met


def test_two_events_are_not_enough():
    assert met(case(police_events=events(TODAY - DAY, TODAY))) == set()


def test_an_event_told_twice_is_one():
    twice = (PoliceEvent(TODAY, "46/1"), PoliceEvent(TODAY, "46/1"), PoliceEvent(TODAY - DAY))

    assert met(case(police_events=twice)) == set()


def test_two_events_of_one_day_with_numbers_are_two():
    three = (PoliceEvent(TODAY, "46/1"), PoliceEvent(TODAY, "46/2"), PoliceEvent(TODAY - DAY))

    assert met(case(police_events=three)) == {Ground.POTENTIAL_ESCALATION}


def test_tomorrow_does_not_count():
    days = events(TODAY - DAY, TODAY, TODAY + DAY)

    assert met(case(police_events=days)) == set()


def test_escalation_shows_its_events():
    days = (TODAY - 2 * DAY, TODAY - DAY, TODAY)

    [found] = grounds(case=case(police_events=events(*days)), criteria=CRITERIA, on=TODAY)

    assert (found.days, found.count, found.needed, found.months) == (days, 3, 3, 6)


def test_every_ground_that_applies_is_told():
    again = repeat(
        event=Event(TODAY, Kind.VIOLENCE, "wren", frozenset({"rook"})),
        referrals=[Referral(date(2026, 1, 1), "wren", frozenset({"rook"}))],
        rule=Rule.ANY_ABUSE,
    )
    everything = case(
        yes=15,
        band=Level.HIGH,
        judgement=Judgement(Level.HIGH, "She expects to be killed"),
        police_events=events(TODAY - 2 * DAY, TODAY - DAY, TODAY),
        repeat=again,
        risk_of_harm="He has said goodbye to the children",
    )

    assert met(everything) == set(Ground)


def test_a_partnership_lists_its_own_grounds():
    listed = frozenset({Ground.VISIBLE_HIGH_RISK})
    narrow = Criteria(very_high_risk=14, escalation=KENT, listed=listed)
    judged = case(yes=14, band=Level.HIGH, judgement=Judgement(Level.HIGH, "Fear"))

    assert met(judged, narrow) == {Ground.VISIBLE_HIGH_RISK}


def test_judgement_raises():
    judged = Judgement(Level.HIGH, "Strangled last week")

    assert level_of(band=Level.STANDARD, judgement=judged) is Level.HIGH
    assert raises(band=Level.STANDARD, judgement=judged)
    assert met(case(judgement=judged)) == {Ground.PROFESSIONAL_JUDGEMENT}


def test_without_judgement_the_band_stands():
    assert level_of(band=Level.MEDIUM, judgement=Judgement()) is Level.MEDIUM


def test_judgement_that_agrees_changes_nothing():
    agreed = Judgement(Level.MEDIUM, "As the answers say")

    assert level_of(band=Level.MEDIUM, judgement=agreed) is Level.MEDIUM
    assert met(case(band=Level.MEDIUM, judgement=agreed)) == set()


@pytest.mark.parametrize(
    ("band", "judged"),
    [
        (Level.HIGH, Level.MEDIUM),
        (Level.HIGH, Level.STANDARD),
        (Level.MEDIUM, Level.STANDARD),
    ],
)
def test_judgement_never_lowers(band, judged):
    with pytest.raises(NotJudged, match="never lower"):
        level_of(band=band, judgement=Judgement(judged, "She seems calm"))


@pytest.mark.parametrize("reason", ["", "   "])
def test_judgement_needs_a_reason(reason):
    with pytest.raises(NotJudged, match="reason"):
        level_of(band=Level.STANDARD, judgement=Judgement(Level.HIGH, reason))


def test_no_grounds_are_told_on_a_judgement_that_cannot_stand():
    with pytest.raises(NotJudged):
        met(case(yes=14, band=Level.HIGH, judgement=Judgement(Level.STANDARD, "Calm")))
