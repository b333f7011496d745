"""How this works: a page for each role, in the words of the pack."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.marac.rules.guides import ROLES, Block, blocks_of
from whitebeam.partners.models import Duty, LocalSetting

PACKS = Path(settings.BASE_FOLDER) / "packs"


def test_a_guide_is_headings_and_points():
    assert blocks_of("Before\n\n- Look *here*,\n  and there\n- Wait") == (
        Block("Before", ()),
        Block("", ("Look here, and there", "Wait")),
    )


@pytest.mark.parametrize("pack", ["kent_medway", "example"])
def test_every_role_has_its_guide(pack):
    written = {path.stem for path in (PACKS / pack / "texts" / "marac").glob("*.md")}

    assert written == set(ROLES)


@pytest.mark.django_db
def test_the_page_prints_the_partnerships_words(client):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="text.marac.chair",
            value={"title": "You chair", "body": "- Ask what she wants"},
            starts_on="2020-01-01",
            source="x",
        )
    browser = with_second_factor(client, worker_at(AgencyFactory()))

    assert "Ask what she wants" in browser.get(reverse("marac:how", args=["chair"])).text
    assert "No guide is written" in browser.get(reverse("marac:how_this_works")).text
    assert browser.get(reverse("marac:how", args=["nobody"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("duties", "role"),
    [
        ((Duty.COORDINATE_MARAC, Duty.RESEARCH_MARAC), "Coordinator"),
        ((Duty.CHAIR_MARAC,), "Chair"),
        ((Duty.SUPPORT_VICTIMS, Duty.REFER_TO_MARAC), "Adviser"),
        ((Duty.RESEARCH_MARAC, Duty.REFER_TO_MARAC), "Representative"),
        ((Duty.REFER_TO_MARAC,), "Referrer"),
    ],
)
def test_ones_own_guide_opens_from_the_menu(client, duties, role):
    browser = with_second_factor(client, worker_at(AgencyFactory(), *duties))
    address = reverse("marac:how_this_works")

    page = browser.get(address).text

    assert f'href="{address}"' in page
    assert f'aria-current="page">{role}</a>' in page
