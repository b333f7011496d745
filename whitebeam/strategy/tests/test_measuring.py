"""Released figures stand beside the projects they measure and in papers, each with its source."""

import re

import pytest

from tests.factories import worker_at
from tests.roles import as_role
from tests.strategy_builders import (
    a_figure,
    a_framework,
    a_project,
    a_strand,
    an_executive,
    an_owner,
    made,
)
from whitebeam.indicators.tests.desk import Desk, IndicatorFactory
from whitebeam.partners.models import Duty
from whitebeam.strategy.models import Figure, Link, Paper, Section

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def desk():
    desk = Desk()
    desk.signed(count=(36, 3, 33), share=(80, 100), said="As counted")
    desk.approved(desk.made())
    desk.share.unit_words = "% done in 28 days"
    with as_role("wb_bulk"):
        desk.share.save()
    IndicatorFactory(code="NONE", title="Seen within 28 days", unit_words="per 10,000 adults")
    return desk


@pytest.fixture
def project():
    strand = a_strand(framework=a_framework(name="The Strategy", aim="Less abuse."), number=1)
    project = a_project(strand=strand, name="The hub", summary="Work.")
    made(Link, project=project, kind="INDICATOR", code="DONE", words="Done", source="The book")
    a_figure(project, code="told", shown="283", indicator_code="DONE", label="People trained")
    return project


def keeper_of(desk):
    return worker_at(desk.team, Duty.KEEP_PLAN, Duty.KEEP_INDICATORS)


def composed(client, project, **values):
    told = {"kind": "YEARLY", "framework": project.strand.framework.code, "year": "2026-27"}
    answer = client.post(
        "/plan/papers/new/", told | {"title": "Update", "audience": "Committee"} | values
    )
    assert answer.status_code == 302
    with as_role("wb_bulk"):
        return Paper.objects.latest("composed_at")


def test_a_project_shows_the_newest_number_by_which_it_is_measured(client, desk, project):
    client.force_login(desk.reader)

    page = text(client.get(f"/plan/projects/{project.pk}/"))

    assert f'href="/indicators/one/DONE/">{desk.share.title}</a>' in page
    assert "80.0%" in page
    assert "April to June 2026" in page
    assert "Read with care." in page


def test_who_reads_no_figures_sees_that_there_is_one_and_not_what_it_is(client, desk, project):
    client.force_login(an_owner(project.owner_agency))

    page = text(client.get(f"/plan/projects/{project.pk}/"))

    assert desk.share.title in page
    assert "Open to readers of figures" in page
    assert "80.0%" not in page
    assert "/indicators/one/" not in page


def test_an_indicator_opens_the_projects_it_measures_and_what_documents_say(client, desk, project):
    client.force_login(desk.reader)
    assert 'href="/plan/indicators/DONE/"' in text(client.get("/indicators/one/DONE/"))

    page = text(client.get("/plan/indicators/DONE/"))

    assert f'href="/plan/projects/{project.pk}/">The hub</a>' in page
    assert "People trained" in page
    assert "No project of the plan names it" in text(client.get("/plan/indicators/REF/"))
    assert client.get("/plan/indicators/XX/").status_code == 404


def test_a_yearly_paper_tells_released_numbers_each_of_which_opens_its_source(
    client, desk, project
):
    client.force_login(keeper_of(desk))
    paper = composed(client, project)

    page = text(client.get(f"/plan/papers/{paper.pk}/"))

    found = re.search(
        rf'{desk.share.title}, April to June 2026: <a class="govuk-link" href="([^"]+)">80.0%</a> done in 28 days',
        page,
    )
    assert found, page
    source = text(client.get(found[1]))
    assert "Release 1 of the activity indicators, by version 1 of the definition DONE" in source
    assert "Read with care. As counted" in source
    assert 'href="/indicators/one/DONE/"' in source
    assert page.index("Not released in this time") < page.index("Seen within 28 days")


def test_a_paper_with_released_numbers_and_their_units_is_made_final(client, desk, project):
    client.force_login(keeper_of(desk))
    paper = composed(client, project)

    answer = client.post(f"/plan/papers/{paper.pk}/finish/", follow=True)

    assert "The paper is final" in text(answer)


def test_a_paper_tells_no_number_of_another_year(client, desk, project):
    client.force_login(keeper_of(desk))

    composed(client, project, year="2025-26")

    with as_role("wb_bulk"):
        assert not Figure.objects.filter(code__startswith="released-").exists()
        measuring = Section.objects.get(heading__startswith="Measuring")
    assert desk.share.title in measuring.body


def test_a_report_over_years_tells_figures_only_where_some_were_released_in_them(
    client, desk, project
):
    client.force_login(keeper_of(desk))
    with as_role("wb_bulk"):
        framework = project.strand.framework
        framework.starts_on, framework.ends_on = "2020-04-01", "2023-03-31"
        framework.save()
    before = composed(client, project, kind="PROGRESS", year="2020-23")
    with as_role("wb_bulk"):
        assert not Section.objects.filter(paper=before, heading__startswith="Measuring").exists()
        framework.ends_on = "2029-03-31"
        framework.save()

    composed(client, project, kind="PROGRESS", year="2024-29")

    with as_role("wb_bulk"):
        measuring = Section.objects.get(heading__startswith="Measuring")
    assert measuring.number == "4"
    assert "{released-" in measuring.body


def test_a_keeper_to_whom_figures_are_closed_composes_without_them(client, desk, project):
    client.force_login(worker_at(project.owner_agency, Duty.KEEP_PLAN))

    composed(client, project)

    with as_role("wb_bulk"):
        measuring = Section.objects.get(heading__startswith="Measuring")
    assert desk.share.title not in measuring.body


def test_only_readers_of_the_plan_open_what_an_indicator_measures(client, desk):
    client.force_login(an_executive())
    assert client.get("/plan/indicators/DONE/").status_code == 200

    client.force_login(worker_at(desk.police, Duty.SUBMIT_RETURNS))
    assert client.get("/plan/indicators/DONE/").status_code in {403, 404}


def test_whoever_edits_a_section_has_the_codes_of_its_numbers_at_hand(client, desk, project):
    a_figure(a_project(), code="of-another-strategy", shown="11")
    client.force_login(keeper_of(desk))
    paper = composed(client, project)
    with as_role("wb_bulk"):
        section = Section.objects.filter(paper=paper).first()

    page = text(client.get(f"/plan/sections/{section.pk}/"))

    assert "{told}" in page
    assert f"{{released-{str(paper.pk)[:8]}-done}}" in page
    assert "of-another-strategy" not in page
