"""The hub has no values of its own: what the partnership has not set is said, never guessed."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, acting_as
from tests.roles import as_role
from tests.setting_builders import a_setting
from whitebeam.config import checks
from whitebeam.kernel.errors import NotSetUp, Refused
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.needed import NEEDED, OPTIONAL
from whitebeam.marac.services import calling
from whitebeam.partners.models import LocalSetting
from whitebeam.partners.rules.setting_words import WORDS

APP = Path(__file__).parents[1]
# An app of the house, a dot and one word: how settings are named, and nothing else is.
KEY = re.compile(r"(marac|idva|dash|figures|guest)\.[a-z0-9_]+")
SOURCES = [
    path for path in sorted(APP.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)
]


def unset(key):
    with as_role("wb_bulk"):
        LocalSetting.objects.filter(key=key).update(withdrawn_at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("key", NEEDED)
def test_a_value_that_holds_nowhere_is_named(key):
    a_marac()
    unset(key)

    with pytest.raises(NotSetUp) as said:
        settings.value(key)

    assert key in str(said.value)
    assert WORDS[key][0] in str(said.value)
    assert any(key in gap for gap in checks.gaps())


@pytest.mark.django_db
def test_nothing_is_missing_where_the_pack_was_loaded():
    a_marac()

    assert checks.gaps() == []


@pytest.mark.django_db
def test_an_areas_own_value_is_enough_for_its_panel():
    marac = a_marac()
    unset("marac.flag_months")
    a_setting("marac.flag_months", 6, area=marac.panel.area)

    assert settings.value("marac.flag_months", area=marac.panel.area) == 6
    assert checks.gaps() == []


@pytest.mark.django_db
def test_a_deed_is_refused_in_words_when_its_value_is_missing():
    marac = a_marac()
    case = a_case(marac)
    unset("marac.professionals_minutes")

    with acting_as(marac.coordinator), pytest.raises(Refused, match="Minutes for a professionals"):
        calling.call_professionals(case.pk, by=marac.coordinator, at=NOON)


@pytest.mark.django_db
def test_a_page_says_what_is_missing(client):
    marac = a_marac()
    case = a_case(marac, state="ACCEPTED")
    unset("marac.case_minutes")
    client.force_login(marac.coordinator)

    page = client.get(reverse("marac:list_case", args=[case.pk]))

    assert page.status_code == 503
    assert "marac.case_minutes" in page.content.decode()
    assert "Nothing was changed" in page.content.decode()


def test_every_setting_that_the_hub_names_is_declared():
    named = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if KEY.fullmatch(node.value)
    }

    assert named & set(WORDS) <= {*NEEDED, *OPTIONAL}


def test_no_value_of_a_setting_is_kept_in_the_code():
    """A default is a threshold that nobody decided and no page shows."""
    found = [
        f"{path.relative_to(APP)}:{call.lineno}"
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _name(call.func) in {"value", "setting_in_force", "days"}
        for given in call.keywords
        if given.arg == "default" and not _is_none(given.value)
    ]

    assert found == []


def _name(node):
    return getattr(node, "attr", getattr(node, "id", ""))


def _is_none(node):
    return isinstance(node, ast.Constant) and node.value is None
