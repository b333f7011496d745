"""Whether she lives in the area of the panel is asked, and screening sends on who does not."""

import pytest
from django.urls import reverse

from tests.factories import AreaFactory
from tests.marac_builders import a_case, a_marac
from tests.marac_referrals import a_referred_case
from tests.roles import as_role
from whitebeam.marac.models import Panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def elsewhere(marac):
    """Return another district, with its own panel."""
    area = AreaFactory(name="Farhaven")
    with as_role("wb_bulk"):
        area.panel = Panel.objects.create(
            code="farhaven", name="Farhaven MARAC", area=area, coordinated_by=marac.hub,
            chaired_by=marac.police, source="Invented",
        )  # fmt: skip
    return area


def page(client, user, name, case):
    client.force_login(user)
    return client.get(reverse(name, args=[case.pk])).content.decode()


@pytest.mark.parametrize("answer", ["YES", "NO", "JUST_MOVED", "NOT_KNOWN"])
def test_the_referral_writes_each_of_the_four_answers(marac, answer):
    assert a_referred_case(marac, answers={"lives_here": answer}).lives_here == answer


def test_what_nobody_asked_is_not_known(marac):
    assert a_case(marac).lives_here == "NOT_KNOWN"


def test_the_district_counts_only_where_she_lives_elsewhere(marac, elsewhere):
    told = {"lives_in": elsewhere.code}

    assert a_referred_case(marac, answers=told | {"lives_here": "NO"}).home_area == elsewhere
    assert a_referred_case(marac, answers=told | {"lives_here": "YES"}).home_area is None


def test_screening_names_the_marac_of_her_district_and_the_transfer_begins_there(
    client, marac, elsewhere
):
    case = a_case(marac, lives_here="NO", home_area=elsewhere)

    shown = page(client, marac.coordinator, "marac:accept", case)
    assert "She does not live in the area of this MARAC" in shown
    assert "Send it to Farhaven MARAC" in shown
    assert reverse("marac:transfer", args=[case.pk]) in shown
    chosen = f'<option value="{elsewhere.panel.pk}" selected>Farhaven MARAC</option>'
    assert chosen in page(client, marac.coordinator, "marac:transfer", case)


def test_outside_the_partnership_no_marac_is_guessed(client, marac):
    case = a_case(marac, lives_here="NO", residence="With her aunt in the north")

    shown = page(client, marac.coordinator, "marac:accept", case)

    assert "Send it to another MARAC" in shown
    assert "With her aunt in the north" in shown


@pytest.mark.parametrize(
    ("answer", "words"),
    [("JUST_MOVED", "She has just moved"), ("NOT_KNOWN", "It is not known whether she lives")],
)
def test_what_is_not_clear_is_said_at_screening(client, marac, answer, words):
    case = a_case(marac, lives_here=answer)

    assert words in page(client, marac.coordinator, "marac:accept", case)


def test_nothing_is_said_of_who_lives_here(client, marac):
    shown = page(client, marac.coordinator, "marac:accept", a_case(marac, lives_here="YES"))

    assert "Send it to" not in shown


def test_who_works_on_the_case_reads_whether_and_not_where(client, marac, elsewhere):
    case = a_case(marac, lives_here="NO", home_area=elsewhere)

    shown = page(client, marac.rep, "marac:case", case)

    assert "She lives somewhere else" in shown
    assert "Farhaven" not in shown
