"""What the database refuses of frameworks, projects and their changes, whoever writes."""

from datetime import date

import pytest

from tests.constraints import constraint_broken_by
from tests.strategy_builders import (
    TODAY,
    a_commitment,
    a_figure,
    a_framework,
    a_keeper,
    a_project,
    a_strand,
    made,
)
from whitebeam.strategy.models import (
    Change,
    Link,
    Mapping,
)

pytestmark = pytest.mark.django_db


def another(row, **values):
    """Return a copy of a row under a key of its own, changed as said."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    kept = {name: value for name, value in fields.items() if name != "id"}
    return type(row)(**kept | values)


def a_change(**values):
    defaults = {
        "version": 2,
        "reason": "Agreed",
        "agreed_by": "Executive Group",
        "agreed_on": TODAY,
        "is_public": False,
    }
    return Change(**defaults | values)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        (
            "framework_ends_after_it_starts",
            lambda: another(
                a_framework(), code="x", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)
            ),
        ),
        ("strand_number_is_used_once", lambda: another(a_strand(), code="x")),
        ("commitment_number_is_used_once", lambda: another(a_commitment(), code="x")),
        (
            "mapping_is_made_once",
            lambda: another(made(Mapping, earlier=a_commitment(), later=a_strand())),
        ),
        ("mapping_ends_for_a_reason", lambda: Mapping(earlier=a_commitment(), later=None)),
        (
            "project_green_has_evidence",
            lambda: another(a_project(), code="x", status="GREEN", evidence_count=0),
        ),
        (
            "project_is_held_back_for_a_reason",
            lambda: another(a_project(), code="x", is_held_back=True),
        ),
        (
            "project_ends_after_it_starts",
            lambda: another(
                a_project(), code="x", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)
            ),
        ),
        (
            "figure_part_fits_in_the_whole",
            lambda: another(a_figure(), code="x", part=848, whole=847),
        ),
        (
            "link_is_made_once",
            lambda: another(
                made(Link, project=a_project(), kind="VOICE", code="a", words="w", source="S1")
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_cannot_be_true_is_refused(name, row):
    assert constraint_broken_by([row()]) == name


def test_a_project_is_not_its_own_part():
    own = another(a_project(), code="x")
    own.parent_id = own.pk

    assert constraint_broken_by([own]) == "project_is_not_its_own_part"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("change_has_a_reason_and_a_yes", {"reason": ""}),
        ("change_has_a_reason_and_a_yes", {"agreed_by": ""}),
        ("change_told_to_all_is_told_in_words", {"is_public": True}),
    ],
)
def test_a_change_says_why_and_who_agreed(name, values):
    change = a_change(project=a_project(), made_by=a_keeper(), **values)

    assert constraint_broken_by([change]) == name


def test_a_change_is_of_a_project_or_of_a_commitment():
    keeper = a_keeper()

    assert constraint_broken_by([a_change(made_by=keeper)]) == "change_is_of_one_thing"
    both = a_change(made_by=keeper, project=a_project(), commitment=a_commitment())
    assert constraint_broken_by([both]) == "change_is_of_one_thing"


def test_a_change_makes_one_version():
    project, keeper = a_project(), a_keeper()
    twice = [a_change(project=project, made_by=keeper) for _ in range(2)]

    assert constraint_broken_by(twice) == "change_makes_one_version"
