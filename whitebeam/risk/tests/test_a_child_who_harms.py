"""A child who harms: other words and another way, and no label of crime; read on the day it was."""

from datetime import date

import pytest

from tests.people_builders import TODAY, as_worker
from tests.risk_builders import of_pack
from tests.roles import as_role
from whitebeam.people.models import Person
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.rules.tool_definition import Tool, reworded
from whitebeam.risk.tests.desk import BEFORE
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db
LABELS = ("the other person", "person causing harm", "trouble with the police", "perpetrator")
FOURTEEN, GROWN = date(2012, 1, 1), date(1980, 1, 1)


@pytest.fixture
def walk():
    return Walk()


def born(walk, on):
    with as_role("wb_bulk"):
        Person.objects.filter(pk=walk.rook.pk).update(date_of_birth=on, birth_precision="EXACT")


def pages_of(walk, draft):
    walk.post("page", draft.pk, "first", **BEFORE)
    codes = ("now", "leaving", "changing", "violence", "others", "other_person", "events")
    return "".join(walk.get("page", draft.pk, code).lower() for code in ("first", *codes))


def test_no_page_calls_a_child_what_it_calls_a_grown_person(walk):
    born(walk, FOURTEEN)
    draft = walk.begun()

    pages = pages_of(walk, draft)

    assert "the child who is harming" in pages
    assert [label for label in LABELS if label in pages] == []


def test_a_grown_person_is_spoken_of_as_ever(walk):
    born(walk, GROWN)

    pages = pages_of(walk, walk.begun())

    assert "the child who is harming" not in pages
    assert "the other person" in pages


@pytest.mark.parametrize(("born_on", "managed"), [(FOURTEEN, False), (GROWN, True)])
def test_the_way_leads_to_help_and_nobody_manages_a_child(walk, born_on, managed):
    born(walk, born_on)
    draft = walk.started()
    walk.answer(draft, yes=["police_history"])

    with as_worker(walk.worker):
        draft.refresh_from_db()
        raised = {one.code: one for one in reading_of(draft, on=TODAY).prompts}

    assert ("person_causing_harm" in raised) is managed
    assert ("child_harms" in raised) is not managed
    if not managed:
        steps = " ".join(raised["child_harms"].steps)
        assert "children's services" in steps
        assert "CAPVA" in steps


@pytest.mark.parametrize(("years", "is_child"), [(18, False), (17, True)])
def test_the_eighteenth_birthday_is_the_boundary(walk, years, is_child):
    born(walk, TODAY.replace(year=TODAY.year - years))
    draft = walk.started()

    with as_worker(walk.worker):
        assert bool(reading_of(draft, on=TODAY).child_words) is is_child


@pytest.mark.parametrize("pack", ["kent_medway", "example"])
def test_both_packs_leave_no_label_in_any_tool(pack):
    pairs = next(
        one["value"] for one in of_pack("thresholds", pack=pack) if one["key"] == "risk.child_words"
    )
    for name in ("dash", "external", "stalking"):
        tool = Tool.model_validate(of_pack(f"tools/{name}", pack=pack))

        said = " ".join(
            f"{section.title} {section.hint} {item.label} {item.hint} {item.detail}"
            for section in reworded(tool, pairs=pairs).sections
            for item in section.items
        ).lower()

        assert [label for label in LABELS if label in said] == []
