"""What a case keeps of risk goes with it to another MARAC: its alerts are read there too."""

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_listing, a_meeting
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.models import Attendance, Case
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.tests.moving_steps import Move, packages
from whitebeam.risk.rules.summary import AllRaised, Raised, Summary, written

pytestmark = pytest.mark.django_db
ASSESSED = Summary(
    tool="DASH", version="1", signed_on="2026-01-02", agency="A school", level="HIGH", total=3,
    items=24, dont_know=0, not_asked=20, is_incomplete=True, judged_level="HIGH",
    reason="She is afraid at 4 Larch Way.", says_high="YES",
    critical=(("strangulation", "He strangled her"),),
    raised=AllRaised((Raised("strangulation", "Strangulation was told", "Ask.", critical=True),), "2020"),
    external=(("Grade", "Seen at 4 Larch Way"),),
)  # fmt: skip
RAISED = AllRaised(
    (Raised("suicide", "Suicide was spoken of", "Ask.", critical=True, steps=("Stay",)),), "2020"
)
ALERTS = ("Strangulation was told", "Suicide was spoken of")


@pytest.fixture
def move():
    made = Move()
    with as_role("wb_bulk"):
        case = Case.objects.get(pk=made.case.pk)
        case.assessed, case.prompts = written(ASSESSED), written(RAISED)
        case.save(update_fields=["assessed", "prompts"])
    return made


@pytest.mark.parametrize("withheld", [True, False], ids=["withheld", "told"])
def test_whoever_takes_it_on_has_its_alerts_and_what_was_assessed(move, withheld):
    case = move.goes(withheld=withheld).taken_on()

    risk = Risk.of(case)
    assert {one.title for one in risk.alerts} == set(ALERTS)
    assert (risk.assessed.counts[:9], risk.assessed.level) == ("3 of 24 y", "High")
    assert ("4 Larch Way" in risk.assessed.reason) is not withheld
    assert ("4 Larch Way" in risk.assessed.grade) is not withheld
    with as_role("wb_bulk"):
        line = case.disclosures.get(about_label="marac.Case")
        assert "signed assessment of risk by A school" in line.proportionality


def test_what_is_not_sent_of_risk_is_not_there(move):
    case = move.goes(parts=("REFERRAL",)).taken_on()

    assert Risk.of(case) == Risk(None, ())


def test_the_alerts_stand_in_the_head_the_papers_and_the_room(client, move):
    case, marac = move.goes().taken_on(), move.marac
    with as_role("wb_bulk"):
        Case.objects.filter(pk=case.pk).update(state="RESEARCH_CLOSED")
        meeting = a_meeting(
            marac, panel=move.panel, coordinated_by=marac.outside, state="RUNNING", began_at=NOON
        )
        a_listing(meeting, case, position=0, opened_at=NOON)
        Attendance.objects.create(
            meeting=meeting, agency=marac.outside, user=move.there, role="COORDINATOR",
            statement=marac.statement, accepted_at=NOON,
        )  # fmt: skip
    with_second_factor(client, move.there)

    for name, pk in (
        ("marac:history", case.pk),
        ("marac:papers", meeting.pk),
        ("marac:live", meeting.pk),
    ):
        page = client.get(reverse(name, args=[pk])).text
        for alert in ALERTS:
            assert alert in page, name


def test_the_package_prints_them(client, move):
    move.goes()

    where = reverse("marac:package", args=[packages()[0].pk])
    page = with_second_factor(client, move.there).get(where).text
    for words in (*ALERTS, "3 of 24 yes", "She is afraid at [withheld]"):
        assert words in page
    assert "Larch" not in page
