"""What a case keeps of risk: the summary and the prompts, where they are read and by whom."""

import pytest
from django.db import ProgrammingError
from django.urls import reverse

from tests.marac_builders import NOON, a_marac, acting_as
from tests.marac_referrals import a_referred_case
from tests.meeting_builders import a_sitting
from tests.people_builders import with_second_factor
from tests.risk_builders import settings_of_risk
from tests.roles import as_role
from whitebeam.marac.models import AgendaItem, Case
from whitebeam.marac.presenters.assessed import Risk
from whitebeam.marac.queries.minutes import composed
from whitebeam.marac.rules.from_assessment import lines_of
from whitebeam.marac.services import ledger_of_referral
from whitebeam.marac.tests.assessing_desk import REASON, AssessingDesk
from whitebeam.risk.rules.summary import read_raised, read_summary

pytestmark = pytest.mark.django_db
SUICIDE = {"signs": ["SUICIDE_OF_PERSON"]}
CLUSTER = {"signs": ["SEPARATION", "STRANGULATION"], "abuse_types": ["CONTROLLING", "PHYSICAL"]}


@pytest.fixture
def marac():
    settings_of_risk()
    return a_marac()


def test_what_the_answers_raise_is_kept_with_its_words(marac):
    case = a_referred_case(marac, answers=SUICIDE)

    kept = read_raised(case.prompts)
    suicide = next(one for one in kept.prompts if one.code == "suicide")
    assert suicide.critical
    assert "Write a safety plan for suicide before you part" in suicide.steps
    assert kept.since == "2020-01-01"


def test_leaving_control_and_violence_together_are_kept_as_one_alert(marac):
    case = a_referred_case(marac, answers=CLUSTER)

    assert {one.code for one in Risk.of(case).alerts} >= {"cluster", "strangulation", "separation"}


def test_where_nothing_is_raised_nothing_is_kept(marac):
    answers = {"has_children": "NO", "children": [], "abuse_types": ["EMOTIONAL"]}

    case = a_referred_case(marac, answers=answers)

    assert case.prompts is None
    assert Risk.of(case) == Risk(None, ())


@pytest.fixture
def desk():
    return AssessingDesk()


@pytest.fixture
def sitting(desk):
    """A meeting that runs, with a case of the desk's MARAC that was referred with an assessment."""
    kept = desk.referred(**SUICIDE)
    sitting = a_sitting(desk.marac, running=True)
    with as_role("wb_bulk"):
        case = sitting.cases[0]
        case.assessment, case.assessed, case.prompts = kept.assessment, kept.assessed, kept.prompts
        case.save(update_fields=["assessment", "assessed", "prompts"])
        ledger_of_referral.keep(case, by=case.referred_by, at=NOON)
    sitting.open(0)
    return sitting


def test_alerts_come_first_and_each_once(desk):
    shown = Risk.of(desk.referred(signs=["SUICIDE_OF_PERSON", "STRANGULATION"]))

    codes = [one.code for one in shown.prompts]
    is_critical = [one.critical for one in shown.prompts]
    assert codes.count("strangulation") == 1
    assert is_critical == sorted(is_critical, reverse=True)
    assert {"suicide", "strangulation"} <= {one.code for one in shown.alerts}


def test_the_head_of_every_page_of_a_case_names_the_alerts(client, desk):
    case = desk.referred(**SUICIDE)
    client.force_login(desk.marac.coordinator)

    for name in ("marac:case_research", "marac:history"):
        page = client.get(reverse(name, args=[case.pk])).text
        assert "Suicide was spoken of" in page
        assert "Strangulation was told" in page


def test_screening_shows_what_the_answers_called_for_with_its_steps(client, desk):
    case = desk.referred(**SUICIDE)
    client.force_login(desk.marac.coordinator)

    page = client.get(reverse("marac:accept", args=[case.pk])).text

    for words in ("Write a safety plan for suicide", "Risk as assessed", REASON):
        assert words in page


def test_the_papers_of_an_agency_show_risk_and_open_no_assessment(client, desk, sitting):
    browser = with_second_factor(client, desk.marac.housing_rep)

    page = browser.get(reverse("marac:papers", args=[sitting.meeting.pk])).text

    for words in ("Risk as assessed", "3 of 24 yes, 0 don&#39;t know, 20 not asked", REASON):
        assert words in page
    assert "Ask for a medical check today" in page
    opened = browser.get(reverse("risk:assessment", args=[sitting.cases[0].assessment_id]))
    assert opened.status_code == 404
    assert browser.get(reverse("risk:can_tell")).status_code == 200


def test_the_open_case_shows_it_to_everybody_who_works_on_it(client, desk, sitting):
    with_second_factor(client, desk.marac.rep)

    page = client.get(reverse("marac:live", args=[sitting.meeting.pk])).text

    assert "Risk as assessed" in page
    assert "Suicide was spoken of" in page


def test_the_minutes_hold_it_where_risk_is_analysed(desk, sitting):
    item = sitting.hear(0)
    with acting_as(desk.marac.coordinator):
        item = AgendaItem.objects.select_related("case", "meeting__panel", "meeting__chair").get(
            pk=item.pk
        )
        whole = composed(desk.marac.coordinator, item)

    risk = [one for one in whole.shared if one.kind == "RISK"]
    assert REASON in risk[0].text
    assert "3 of 24 yes" in risk[0].text
    assert "The picture is incomplete" in risk[0].text
    assert "Suicide was spoken of" in risk[1].text
    assert all(one.line for one in risk[:2])


def test_the_result_of_another_tool_says_its_name_and_grade(desk):
    signed = desk.external()

    case = desk.referred(signed, grounds=["PROFESSIONAL_JUDGEMENT"], judgement="As DARA says")

    shown = Risk.of(case).assessed
    assert (shown.tool, shown.grade, shown.counts, shown.level) == ("DARA, 1", "High", "", "High")
    assert (
        "DARA, 1: High, level high" in lines_of(read_summary(case.assessed), read_raised(None))[0]
    )


def test_what_is_kept_of_risk_is_never_changed(desk):
    case = desk.referred()

    with acting_as(desk.marac.coordinator), pytest.raises(ProgrammingError, match="denied"):
        Case.objects.filter(pk=case.pk).update(assessed=None)
