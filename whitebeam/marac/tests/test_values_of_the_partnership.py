"""What is local variation follows the partnership's settings, and a case keeps what it rested on."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.marac_referrals import a_marac_draft, a_referred_case
from tests.meeting_builders import a_sitting
from tests.risk_builders import settings_of_risk
from tests.roles import as_role
from tests.setting_builders import a_setting, values_of_pack
from whitebeam.marac.forms.guests import GuestForm
from whitebeam.marac.models import AgendaItem
from whitebeam.marac.queries import meetings
from whitebeam.marac.rules.calendar import sittings
from whitebeam.marac.rules.needed import CRITERIA, CRITERIA_IF_SET
from whitebeam.marac.services import calling
from whitebeam.partners.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


def test_a_case_keeps_every_value_that_its_grounds_rested_on(marac):
    settings_of_risk()

    case = a_referred_case(marac)

    assert set(case.criteria) == {*CRITERIA, *CRITERIA_IF_SET}
    for key, kept in case.criteria.items():
        assert kept["value"] == values_of_pack()[key][0]
        assert "" not in (kept["from"], kept["source"])


def test_an_areas_own_criterion_is_the_one_that_is_kept(marac):
    a_setting("marac.escalation_months", 3, area=marac.panel.area)

    assert a_referred_case(marac).criteria["marac.escalation_months"]["value"] == 3


def test_a_professionals_meeting_is_as_long_as_the_partnership_says(marac):
    a_setting("marac.professionals_minutes", 45)
    case = a_case(marac)

    with acting_as(marac.coordinator):
        meeting = calling.call_professionals(case.pk, by=marac.coordinator, at=NOON)

        item = AgendaItem.objects.get(meeting=meeting)

    assert (meeting.minutes, item.minutes) == (45, 45)


def test_the_agenda_comes_in_the_order_of_the_partnership(client, marac):
    sitting = a_sitting(marac)
    a_setting("marac.agenda", ["STATEMENT", "OTHER", "ADULTS", "WITH_CHILDREN"])
    client.force_login(marac.chair)

    page = client.get(reverse("marac:meeting", args=[sitting.meeting.pk])).content.decode()

    places = [page.index(words) for words in ("1. Conf", "2. Other", "3. Cases a", "4. Cases w")]
    assert places == sorted(places)
    assert "Introductions" not in page


def test_lists_close_at_the_time_that_is_set():
    [one] = sittings(
        first_on=date(2026, 3, 4), every_days=7, starts_at=time(10), cut_off_days=8,
        research_days=2, closes=time(12, 30), after=date(2026, 3, 1), until=date(2026, 3, 5),
    )  # fmt: skip

    assert (one.cut_off_at.time(), one.research_due_at.time()) == (time(12, 30), time(12, 30))


def test_a_guest_is_let_in_for_the_days_that_are_set():
    form = GuestForm({"days": "30"}, agencies=Agency.objects.all(), days=[1, 5, 10])

    assert "30 is not one of the available choices" in str(form.errors["days"])
    assert [value for value, _ in form.fields["days"].choices] == ["1", "5", "10"]
    assert form.fields["days"].initial == "5"


def test_the_form_says_the_number_that_holds(client, marac):
    a_setting("dash.very_high_risk", 12)
    draft = a_marac_draft(marac)
    client.force_login(marac.referrer)

    page = client.get(reverse("referrals:page", args=[draft.pk, "grounds"])).content.decode()

    assert "12 or more yes answers" in page
    assert "3 domestic abuse events known to the police in 6 months" in page
    assert "{marac." not in page


def test_flags_come_to_the_agenda_as_early_as_is_set(marac):
    sitting = a_sitting(marac)
    case = sitting.cases[0]
    until = sitting.meeting.starts_at.date() + timedelta(days=20)
    with as_role("wb_bulk"):
        case.flags.create(agency=marac.police, asked_at=timezone.now(), until=until)
    a_setting("marac.flag_notice_days", 19)

    with acting_as(marac.coordinator):
        assert meetings.reaching_twelve_months(marac.coordinator, sitting.meeting) == {}

    a_setting("marac.flag_notice_days", 20)

    with acting_as(marac.coordinator):
        assert meetings.reaching_twelve_months(marac.coordinator, sitting.meeting)
