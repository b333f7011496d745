"""A repeat is worked out from two events, kept with them, and differed from only with a reason."""

from datetime import date, datetime, timedelta

import pytest

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.marac_referrals import a_referred_case
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Case, CaseBlock, Pathway, RepeatFinding
from whitebeam.marac.queries import counting_lists, earlier
from whitebeam.marac.services import repeating, screening
from whitebeam.risk.rules.repeat import Kind

pytestmark = pytest.mark.django_db

LAST = date(2026, 3, 4)
THE_RULE = {"from": "2025-04-01", "source": "Invented"}
CRIMINAL = {"marac.repeat_rule": THE_RULE | {"value": "criminal_only"}}


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_referred_case(marac)


def again(marac, case, *, on=date(2026, 6, 1), kind="CONTROLLING", **given):
    """Return a later case about the same two people, because of this event."""
    with as_role("wb_bulk"):
        people = {one.part: one.person for one in case.people.select_related("person")}
    referred = datetime.combine(on or LAST, datetime.min.time(), tzinfo=LONDON)
    given = {"referred_at": max(referred, NOON) + timedelta(days=1)} | given
    return a_case(marac, people=people, event_kind=kind, event_on=on, **given)


def someone_else_harms_her(case):
    with as_role("wb_bulk"):
        case.people.filter(part="PERPETRATOR").update(person=None)


def accept(marac, case, *, repeat_of=None, why=""):
    with acting_as(marac.coordinator):
        return screening.accept(
            case_id=case.pk,
            pathway=Pathway.objects.first(),
            repeat_of=repeat_of,
            repeat_why=why,
            idva_agency=marac.service,
            by=marac.coordinator,
            at=NOON + timedelta(days=500),
        )


def evidence(marac, case):
    with acting_as(marac.coordinator):
        return earlier.evidence_of(marac.coordinator, case)


def finding(case):
    with as_role("wb_bulk"):
        return RepeatFinding.objects.get(case=case)


def test_the_words_of_the_form_are_those_of_the_rule():
    assert set(Case.Event.values) == set(Kind) - {Kind.NO_ABUSE}


def test_the_referral_says_what_happened_last_and_when(case):
    assert (case.event_kind, case.event_on) == ("PROPERTY", date(2026, 3, 1))


def test_a_month_alone_is_no_day_and_nothing_known_is_nothing(marac):
    told = {"event_kind": "NOT_KNOWN", "event_on": {"month": "3", "year": "2026"}}
    case = a_referred_case(marac, answers=told)

    assert (case.event_kind, case.event_on) == ("", None)


@pytest.mark.parametrize(
    ("on", "is_repeat"),
    [
        (date(2026, 3, 3), False),
        (LAST, True),
        (date(2027, 3, 4), True),
        (date(2027, 3, 5), False),
    ],
)
def test_the_window_runs_from_the_day_of_the_referral(marac, case, on, is_repeat):
    found = evidence(marac, again(marac, case, on=on)).found

    assert (found is not None) is is_repeat


@pytest.mark.parametrize(
    ("on", "is_repeat"), [(date(2025, 2, 28), True), (date(2025, 3, 1), False)]
)
def test_a_referral_of_the_leap_day_counts_until_the_end_of_february(marac, case, on, is_repeat):
    leap = datetime(2024, 2, 29, 12, tzinfo=LONDON)
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(referred_at=leap)

    found = evidence(marac, again(marac, case, on=on)).found

    assert (found is not None) is is_repeat


@pytest.mark.parametrize(("kind", "is_repeat"), [("VIOLENCE", True), ("CONTROLLING", False)])
def test_under_the_older_rule_only_what_would_be_a_crime_counts(marac, case, kind, is_repeat):
    found = evidence(marac, again(marac, case, kind=kind, criteria=CRIMINAL)).found

    assert (found is not None) is is_repeat


def test_the_time_runs_from_the_last_of_two_referrals(marac, case):
    second = again(marac, case, on=date(2026, 6, 1))
    third = again(marac, case, on=date(2026, 9, 1))

    assert evidence(marac, third).worked_out == second
    with pytest.raises(Refused, match=f"last referral, {second.reference}"):
        accept(marac, third, repeat_of=case)


def test_what_a_referral_was_about_is_not_its_own_repeat(marac, case):
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(event_on=LAST, event_kind="PROPERTY")
    the_same = again(marac, case, on=LAST, kind="PROPERTY")

    assert evidence(marac, the_same).found is None
    with pytest.raises(Refused, match=r"what .* was referred for"):
        accept(marac, the_same, repeat_of=case)


def test_accepting_a_repeat_keeps_both_events_and_the_rule(marac, case):
    criteria = {"marac.repeat_rule": THE_RULE | {"value": "any_abuse"}}
    later = again(marac, case, criteria=criteria)

    accept(marac, later, repeat_of=case)

    with as_role("wb_bulk"):
        later.refresh_from_db()
    kept = finding(later)
    assert (later.repeat, later.repeat_of_id) == ("YES", case.pk)
    assert (kept.earlier_id, kept.earlier_on, kept.counts_until) == (
        case.pk,
        LAST,
        date(2027, 3, 4),
    )
    assert (kept.event_kind, kept.event_on) == ("CONTROLLING", date(2026, 6, 1))
    assert (kept.rule, kept.rule_from, kept.months) == ("any_abuse", date(2025, 4, 1), 12)
    assert (kept.reason, kept.is_other_than_worked_out) == (None, False)


def test_a_case_without_an_earlier_one_is_no_repeat(marac, case):
    accept(marac, case)

    kept = finding(case)
    assert (kept.earlier, kept.worked_out, kept.reason) == (None, None, None)


REFUSED = {
    "a day too late": ({"on": date(2027, 3, 5)}, "counted until 4 March 2027"),
    "before it": ({"on": date(2026, 3, 3)}, "before .* was referred"),
    "not recorded": ({"on": None, "kind": ""}, "not recorded what happened"),
    "no crime under the older rule": ({"criteria": CRIMINAL}, "would be a crime"),
}


@pytest.mark.parametrize(("given", "sentence"), REFUSED.values(), ids=REFUSED)
def test_to_differ_from_the_rule_takes_a_reason(marac, case, given, sentence):
    later = again(marac, case, **given)
    with pytest.raises(Refused, match=sentence):
        accept(marac, later, repeat_of=case)

    accept(marac, later, repeat_of=case, why="She told her adviser of more")

    kept = finding(later)
    assert kept.is_other_than_worked_out
    assert (kept.reason, kept.earlier_id) == ("She told her adviser of more", case.pk)
    with acting_as(marac.coordinator):
        counted = counting_lists.repeats_decided(since=NOON, until=NOON + timedelta(days=900))
    assert (counted.found, counted.decided, counted.otherwise) == (0, 1, 1)


def test_another_person_causing_harm_takes_a_reason(marac, case):
    later = again(marac, case)
    someone_else_harms_her(later)

    assert evidence(marac, later).found is None
    with pytest.raises(Refused, match="another person causing harm"):
        accept(marac, later, repeat_of=case)
    accept(marac, later, repeat_of=case, why="He uses another name")

    assert finding(later).reason == "He uses another name"


def test_no_repeat_although_the_rule_finds_one_takes_a_reason(marac, case):
    later = again(marac, case)

    with pytest.raises(Refused, match=f"a repeat of {case.reference}"):
        accept(marac, later)
    accept(marac, later, why="It was reported by mistake")

    kept = finding(later)
    assert (kept.worked_out_id, kept.earlier_id) == (case.pk, None)
    assert later.repeat != "YES"


def test_another_woman_is_never_the_same_whatever_the_reason(marac, case):
    other = a_case(marac, referred_at=NOON + timedelta(days=3))

    with pytest.raises(Refused, match="same person harmed"):
        accept(marac, other, repeat_of=case, why="I think so")


def test_a_later_case_is_no_earlier_one(marac, case):
    later = again(marac, case)

    with pytest.raises(Refused, match="same person harmed"):
        accept(marac, case, repeat_of=later, why="I think so")


def test_the_same_woman_registered_twice_is_offered_and_not_presumed(marac, case):
    later = a_referred_case(marac, at=NOON + timedelta(days=10))

    found = evidence(marac, later)
    assert ([one.case for one in found.earlier], found.found) == ([case], None)
    with pytest.raises(Refused, match="do not say outright"):
        accept(marac, later, repeat_of=case)


def test_no_earlier_case_is_told_to_whoever_coordinates_neither(marac, case):
    later = again(marac, case)

    with acting_as(marac.rep):
        assert earlier.evidence_of(marac.rep, later).earlier == ()


def test_the_coordinator_records_what_happened_last(marac, case):
    later = again(marac, case, on=None, kind="")
    assert evidence(marac, later).cannot_tell

    record(marac, later, on=date(2026, 6, 1))

    with as_role("wb_bulk"):
        later.refresh_from_db()
    assert evidence(marac, later).worked_out == case


def record(marac, case, *, on, by=None):
    by = by or marac.coordinator
    with acting_as(by):
        repeating.record_event(
            case_id=case.pk, kind="THREATS", on=on, by=by, at=NOON + timedelta(days=120)
        )


def test_a_day_to_come_is_refused_and_so_is_anybody_else(marac, case):
    with pytest.raises(Refused, match="today or in the past"):
        record(marac, case, on=date(2026, 8, 1))
    for other in (marac.rep, marac.referrer, marac.outsider):
        with pytest.raises(Refused):
            record(marac, case, on=LAST, by=other)


def test_whoever_is_kept_from_the_earlier_case_never_learns_of_it(marac, case):
    later = again(marac, case)
    accept(marac, later, repeat_of=case)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=marac.coordinator, reason="Kin", set_by=marac.chair, set_at=NOON
        )

    with acting_as(marac.coordinator):
        assert earlier.finding_of(marac.coordinator, later) is None
        assert not RepeatFinding.objects.exists()
    with acting_as(marac.chair):
        assert earlier.finding_of(marac.chair, later) is not None


@pytest.mark.parametrize("who", ["rep", "referrer", "idva", "outsider"])
def test_only_coordinator_and_chair_read_what_was_found(marac, case, who):
    later = again(marac, case)
    accept(marac, later, repeat_of=case)
    reader = getattr(marac, who)

    with acting_as(reader):
        assert earlier.finding_of(reader, later) is None
        assert not RepeatFinding.objects.exists()
