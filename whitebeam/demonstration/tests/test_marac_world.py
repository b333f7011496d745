"""Two years of MARACs: heard, signed, acted on, told, flagged; the next ones ready to run."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from tests.factories import worker_at
from tests.marac_builders import a_marac
from tests.roles import as_role
from whitebeam.actions.models import Action, StateChange
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.kernel.clocks import LONDON, is_working_day
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseAction,
    CaseBlock,
    ConflictDeclaration,
    Disclosure,
    EarlySettlement,
    Entry,
    FlagRequest,
    Ground,
    HarmLink,
    Meeting,
    Minutes,
    MinutesCopy,
    PackageItem,
    ProcessLink,
    QuarterReturn,
    ResearchRequest,
    StaffInPost,
    Telling,
    Wish,
)
from whitebeam.marac.rules.minuting import read_copy, read_whole
from whitebeam.partners.models import Area, Duty, LocalSetting
from whitebeam.risk.models import Happening

pytestmark = pytest.mark.django_db

PATTERN = {"first_on": "2024-05-07", "starts_at": "09:30", "minutes": 180, "place": "By video"}
TODAY = date(2026, 5, 6)
HOUR = timedelta(hours=1)
Outcome = AgendaItem.Outcome


@pytest.fixture(autouse=True)
def marac():
    """A partnership with one panel, whose agencies have a deputy each, and its two years."""
    make_partnership()
    with as_role("wb_bulk"):
        area = Area.objects.get(name="Northdown")
    marac = a_marac(area=area, pattern=PATTERN, code="northdown")
    for agency in (marac.police, marac.housing):
        worker_at(agency, Duty.RESEARCH_MARAC, Duty.DO_ACTIONS)
    load(at=NOW, people=900, seed=5, say=lambda line: None)
    with as_role("wb_bulk"):
        yield marac


def heard():
    over = AgendaItem.objects.exclude(meeting__state=Meeting.State.RUNNING)
    return over.filter(outcome=Outcome.HEARD).select_related("meeting", "case")


def test_a_world_as_it_would_be(marac):
    _whatever_was_heard_was_signed(marac)
    _actions_are_in_every_state()
    _what_is_closed_is_done_and_told()
    _returns_are_kept_of_quarters_that_are_over()
    _who_is_in_post_is_entered()
    _agencies_were_asked_to_flag()
    _people_came_or_said_that_they_could_not()
    _settled_cases_are_read_again()
    _some_knew_somebody()
    _a_deferred_case_was_heard_later()
    _the_next_meeting_is_ready_to_run()
    _it_was_done_at_work_and_before_now()
    _one_meeting_sits_now(marac)
    _what_moved_away_took_a_package()
    _some_were_listed_late_with_a_reason()
    _some_are_known_to_another_process()
    _who_harms_in_two_cases_is_named_once()
    _cases_came_by_each_of_the_three_routes()


def _returns_are_kept_of_quarters_that_are_over():
    kept = QuarterReturn.objects.order_by("first_on")
    counted = {cell["code"]: cell["value"] for row in kept for cell in row.cells if cell["value"]}

    assert len(kept) == 8
    assert (kept[0].first_on, kept[7].last_on) == (date(2024, 4, 1), date(2026, 3, 31))
    assert {"male", "lgbt", "disabled"} <= counted.keys()
    assert all(row.made_at.date() > row.last_on for row in kept)


def _who_is_in_post_is_entered():
    """Less than is needed, and the people who live here say that they are invented."""
    year = Case.objects.filter(referred_at__gt=NOW - timedelta(days=365)).count()
    posts = {row.role: row.posts for row in StaffInPost.objects.all()}
    population = LocalSetting.objects.filter(key__startswith="marac.population_")

    assert posts.keys() == set(StaffInPost.Role)
    assert 0 < posts[StaffInPost.Role.ADVISER] <= Decimal(year) / 100 + 1
    assert population.count() == 4
    assert all("Invented for the demonstration" in row.source for row in population)


def _whatever_was_heard_was_signed(marac):
    assert heard().count() > 20
    assert not heard().exclude(pk__in=Minutes.objects.values("item")).exists()
    signed = Minutes.objects.select_related("case").first()
    assert read_whole(str(signed.content)).reference == signed.case.reference
    copy = MinutesCopy.objects.filter(agency=marac.police).first()
    kept = read_copy(str(copy.content))
    assert {action.agency for action in kept.actions} <= {marac.police.name}


def _actions_are_in_every_state():
    states = set(Action.objects.values_list("state", flat=True))

    # With so few agencies here, one action seldom takes another's place.
    assert states >= set(Action.State) - {Action.State.SUPERSEDED}
    late = Action.objects.filter(closed_at=None, due_date__lt=TODAY)
    assert late.exists()
    assert CaseAction.objects.filter(is_before_meeting=True).exists()


def _what_is_closed_is_done_and_told():
    closed = Case.objects.filter(state=Case.State.CLOSED)

    assert closed.exists()
    assert (
        not closed.filter(case_actions__action__closed_at=None).exclude(case_actions=None).exists()
    )
    assert not closed.exclude(pk__in=Telling.objects.values("case")).exists()
    assert Telling.objects.filter(outcome="UNSAFE", reason__isnull=False).exists()


def _agencies_were_asked_to_flag():
    over = FlagRequest.objects.filter(until__lte=TODAY)

    assert FlagRequest.objects.filter(flagged_at__isnull=False).exists()
    assert over.filter(removed_at__isnull=False).exists()
    assert not FlagRequest.objects.filter(until__gt=TODAY, removed_at__isnull=False).exists()


def _people_came_or_said_that_they_could_not():
    past = Attendance.objects.filter(meeting__starts_at__lt=NOW)

    assert past.filter(joined_at__isnull=False).count() > past.count() / 2
    assert past.filter(apologised_at__isnull=False, joined_at=None).exists()
    assert past.filter(role="DEPUTY").exists()


def _what_moved_away_took_a_package():
    moved = Case.objects.filter(state=Case.State.TRANSFERRED)

    assert moved.exists()
    assert not moved.exclude(pk__in=PackageItem.objects.values("case")).exists()
    lines = Disclosure.objects.exclude(to_marac="").values("about_id")
    assert not PackageItem.objects.exclude(pk__in=lines).exists()
    due = Happening.objects.filter(cause="MOVE").values("person")
    assessed = moved.filter(assessment__isnull=False)
    assert not assessed.exclude(assessment__victim__in=due).exists()


def _settled_cases_are_read_again():
    settled = EarlySettlement.objects.exclude(decided_at=None)

    assert settled.exists()
    assert not settled.filter(seconded_for=F("proposed_for")).exists()


def _some_knew_somebody():
    declared = ConflictDeclaration.objects.values_list("case", "user")

    assert set(declared) == set(CaseBlock.objects.values_list("case", "user"))


def _a_deferred_case_was_heard_later():
    later = heard().filter(case__listings__outcome=Outcome.DEFERRED)

    assert later.exists()


def _the_next_meeting_is_ready_to_run():
    coming = Meeting.objects.filter(starts_at__gte=NOW).order_by("starts_at").first()
    asked = ResearchRequest.objects.filter(case__listings__meeting=coming, withdrawn_at=None)

    assert asked.exclude(answer="").exists()
    assert asked.filter(answer="").exists()


def _it_was_done_at_work_and_before_now():
    for moments in (
        ResearchRequest.objects.exclude(answered_at=None).values_list("answered_at", flat=True),
        Case.objects.values_list("referred_at", flat=True),
        Case.objects.exclude(screened_at=None).values_list("screened_at", flat=True),
        Wish.objects.filter(when="BEFORE").values_list("at", flat=True),
        Action.objects.filter(state="COMPLETED").values_list("closed_at", flat=True),
    ):
        assert moments
        assert max(moments) <= NOW
        assert {one.astimezone(LONDON).hour for one in moments} <= set(range(9, 18))
        assert all(is_working_day(one.astimezone(LONDON).date()) for one in moments)


def _one_meeting_sits_now(marac):
    meeting = Meeting.objects.get(state=Meeting.State.RUNNING)
    listed = meeting.items.order_by("-has_children", "listed_at")
    said = [item.entries.count() for item in meeting.items.exclude(opened_at=None)]

    assert NOW - HOUR <= meeting.began_at < NOW
    assert listed.filter(outcome=Outcome.HEARD, case__state="HEARD").count() == 2
    assert listed.filter(outcome="").count() >= 2
    assert listed.get(outcome="", opened_at__isnull=False).entries.filter(at__lt=NOW).exists()
    assert min(said) > 0
    there = Attendance.objects.filter(meeting=meeting).exclude(joined_at=None)
    assert there.filter(user=marac.coordinator, left_at=None, accepted_at__lte=NOW).exists()
    assert not Entry.objects.filter(at__gt=NOW).exists()
    assert not StateChange.objects.filter(at__gt=NOW).exists()


def _some_are_known_to_another_process():
    named = list(ProcessLink.objects.all())
    assert named
    lines = set(Disclosure.objects.values_list("about_id", flat=True))
    assert {one.pk for one in named} <= lines


def _who_harms_in_two_cases_is_named_once():
    links = HarmLink.objects.select_related("about", "other_about")
    assert links.exists()
    assert all(one.about.person_id == one.other_about.person_id for one in links)


def _some_were_listed_late_with_a_reason():
    listed = AgendaItem.objects.filter(meeting__kind="PANEL", is_aside=False)
    late = listed.filter(listed_at__gt=F("meeting__cut_off_at"), meeting__starts_at__lt=NOW)
    first = [one for one in late if one.late_because_id or one.late_reason]
    assert first


def _cases_came_by_each_of_the_three_routes():
    routes = {"VISIBLE_HIGH_RISK", "PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION"}
    assert routes <= set(Ground.objects.values_list("kind", flat=True))
