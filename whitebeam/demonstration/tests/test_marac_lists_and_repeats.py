"""The invented MARACs keep what screening found of repeats, with both events."""

from datetime import date

import pytest
from django.db.models import Exists, F, OuterRef, Q

from tests.marac_builders import a_marac
from tests.roles import as_role
from whitebeam.demonstration.load import load
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.marac.models import (
    Case,
    ContactAttempt,
    Meeting,
    MeetingChange,
    OriginatorQuestion,
    Pathway,
    RepeatFinding,
    ScreeningSettlement,
    Unreached,
)
from whitebeam.partners.models import Area

pytestmark = pytest.mark.django_db

PATTERN = {"first_on": "2024-05-07", "starts_at": "09:30", "minutes": 180, "place": "By video"}


@pytest.fixture(autouse=True)
def marac():
    make_partnership()
    with as_role("wb_bulk"):
        area = Area.objects.get(name="Northdown")
    marac = a_marac(area=area, pattern=PATTERN, code="northdown")
    with as_role("wb_bulk"):
        Pathway.objects.create(
            code="now", kind="TRIAGE_ONLY", name="Settled at screening",
            starts_on=date(2024, 1, 1), source="Invented",
        )  # fmt: skip
    load(at=NOW, people=900, seed=5, say=lambda line: None)
    with as_role("wb_bulk"):
        yield marac


def test_a_cancelled_meeting_has_its_reason_and_no_case():
    [change] = MeetingChange.objects.filter(kind="CANCELLED").select_related("meeting")

    assert (change.meeting.state, change.kind) == (Meeting.State.CANCELLED, "CANCELLED")
    assert change.reason
    assert not change.meeting.items.exists()


def test_a_moved_meeting_sits_later_on_its_day_and_its_list_closes_as_before():
    [change] = MeetingChange.objects.filter(kind="MOVED").select_related("meeting")

    assert change.now_at == change.meeting.starts_at
    assert change.was_at.date() == change.now_at.date()
    assert change.meeting.cut_off_at < change.was_at
    assert change.meeting.state == Meeting.State.PLANNED


def test_most_are_reached_in_time_and_some_are_not():
    """By the clock that began with the referral, and as the figures count it."""
    reached = ContactAttempt.objects.filter(case=OuterRef("pk"), outcome="REACHED")
    cases = Case.objects.filter(heard_at__isnull=False, idva_due_at__isnull=False)
    in_time = cases.filter(Exists(reached.filter(at__lte=OuterRef("idva_due_at"))))

    assert 0.5 < in_time.count() / cases.count() < 0.95
    assert Unreached.objects.exists()
    assert not ContactAttempt.objects.filter(at__lt=F("case__referred_at")).exists()
    assert not ContactAttempt.objects.filter(at__gt=NOW).exists()


def test_some_cases_are_settled_at_screening_by_one_agency(marac):
    settled = ScreeningSettlement.objects.select_related("case__pathway")

    assert settled.exists()
    for one in settled:
        assert one.case.pathway.kind == Pathway.Kind.TRIAGE_ONLY
        assert (one.decided_at, one.decided_by) == (one.case.screened_at, marac.coordinator)
        assert one.case.case_actions.count() == 1
        assert not one.case.listings.exists()


def test_controllers_were_asked_about_what_they_shared_and_most_answered():
    asked = OriginatorQuestion.objects.all()
    answered = asked.exclude(answer="")

    assert 0 < answered.count() < asked.count()
    assert not asked.filter(asked_for=F("controller")).exists()
    assert not asked.exclude(controller=F("disclosure__controller")).exists()
    assert not answered.filter(answered_at__lte=F("asked_at")).exists()
    assert not asked.filter(Q(asked_at__gt=NOW) | Q(answered_at__gt=NOW)).exists()


def test_every_repeat_keeps_its_two_events_and_every_case_where_she_lives():
    repeats = RepeatFinding.objects.filter(earlier__isnull=False)
    assert repeats.count() > 3
    for found in repeats:
        assert found.reason or found.earlier_on <= found.event_on <= found.counts_until
    assert set(Case.objects.values_list("lives_here", flat=True)) == set(Case.Lives.values)
    screened = Case.objects.exclude(screened_at=None).exclude(state=Case.State.NOT_MET)
    assert RepeatFinding.objects.count() == screened.count()
