"""What the database refuses of rounds, updates, papers and reviews, whoever writes."""

from datetime import date

import pytest

from tests.constraints import constraint_broken_by
from tests.strategy_builders import (
    NOON,
    a_framework,
    a_keeper,
    a_paper,
    a_project,
    a_return,
    a_round,
    a_section,
    a_strand,
    an_update,
    made,
)
from whitebeam.strategy.models import (
    Consultation,
    ConsultationPart,
    Evidence,
    PathwayStep,
    Review,
    SectionVersion,
    Update,
)
from whitebeam.strategy.tests.test_constraints_of_the_plan import another

pytestmark = pytest.mark.django_db


def an_update_of(project, **values):
    return Update(**{"project": project, "agency": project.owner_agency} | values)


def test_a_strand_reports_once_a_quarter():
    first = a_round(a_strand())

    assert constraint_broken_by([another(first)]) == "strand_reports_once_a_quarter"


def test_the_days_of_a_round_follow_one_another():
    first = a_round(a_strand())
    late = another(first, quarter_starts_on=date(2026, 7, 1), asks_on=date(2026, 6, 4))

    assert constraint_broken_by([late]) == "round_days_are_in_order"


def test_an_owner_is_asked_once_a_round():
    project = a_project()
    asked = a_return(a_round(project.strand), project)

    assert constraint_broken_by([another(asked)]) == "return_is_asked_once"


def test_a_green_update_is_not_sent_without_evidence():
    green = an_update_of(a_project(), state="SUBMITTED", status="GREEN", submitted_at=NOON)

    assert constraint_broken_by([green]) == "update_green_has_evidence"


def test_an_update_that_was_sent_was_sent_at_some_time():
    sent = an_update_of(a_project(), state="SUBMITTED", status="RED")

    assert constraint_broken_by([sent]) == "update_is_sent_at_some_time"


def test_nobody_signs_their_own_update():
    keeper = a_keeper()
    own = an_update_of(
        a_project(),
        state="SIGNED_OFF",
        status="RED",
        submitted_at=NOON,
        written_by=keeper,
        decided_by=keeper,
    )

    assert constraint_broken_by([own]) == "update_is_signed_by_a_second_person"


def test_a_project_has_one_open_update():
    project = a_project()
    an_update(project)

    assert constraint_broken_by([an_update_of(project)]) == "update_is_open_once_a_project"


def test_evidence_can_be_found():
    lost = Evidence(update=an_update(a_project()), title="Somewhere")

    assert constraint_broken_by([lost]) == "evidence_can_be_found"


def test_a_paper_of_a_year_is_in_hand_once():
    paper = a_paper(a_keeper())

    assert constraint_broken_by([another(paper)]) == "paper_is_in_hand_once_a_year"


def test_a_body_that_a_paper_has_been_to_has_its_day():
    keeper = a_keeper()
    step = PathwayStep(paper=a_paper(keeper), direction="PAST", body="Team", added_by=keeper)

    assert constraint_broken_by([step]) == "pathway_behind_has_a_day"


def test_a_section_has_its_own_place():
    section = a_section(a_paper(a_keeper()))
    same = type(section)(paper=section.paper, position=section.position, heading="x", body="y")

    assert constraint_broken_by([same]) == "section_has_its_own_place"


def test_a_version_of_a_section_is_saved_once():
    keeper = a_keeper()
    section = a_section(a_paper(keeper))
    twice = [
        SectionVersion(section=section, version=1, body="x", saved_by=keeper, saved_at=NOON)
        for _ in range(2)
    ]

    assert constraint_broken_by(twice) == "section_version_is_saved_once"


def test_no_more_reply_than_were_asked():
    asked = made(Consultation, framework=a_framework(), code="c", name="Consultation", source="S3")
    part = ConsultationPart(
        consultation=asked, code="p", who="All", method="Letter", asked=1, replied=2
    )

    assert constraint_broken_by([part]) == "consultation_replies_were_asked_for"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("review_ends_after_it_starts", {"due_until": date(2027, 3, 1)}),
        ("review_is_decided_by_someone_for_a_reason", {"decision": "KEEP"}),
    ],
)
def test_a_review_has_its_days_and_its_reason(name, values):
    review = Review(
        **{
            "framework": a_framework(),
            "code": "r",
            "due_from": date(2027, 4, 1),
            "due_until": date(2028, 3, 31),
            "source": "S1 1.4",
        }
        | values
    )

    assert constraint_broken_by([review]) == name
