"""The yearly paper writes itself from the plan, is edited with versions, and opens its sources."""

from io import BytesIO

import pytest
from docx import Document as Docx
from page import validate_pdf

from tests.roles import as_role
from tests.strategy_builders import (
    NOON,
    a_commitment,
    a_figure,
    a_framework,
    a_keeper,
    a_paper,
    a_project,
    a_section,
    a_strand,
    an_executive,
    an_update,
)
from whitebeam.strategy.models import Paper, Section, SectionVersion, Update

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    framework = a_framework(name="The Strategy", aim="Less abuse, and help quickly.")
    strand = a_strand(framework=framework, name="Immediate need", number=1)
    a_commitment(strand=strand, words="Reduce risk.", number=1)
    a_commitment(strand=strand, words="More capacity.", number=1, kind="OPPORTUNITY")
    project = a_project(strand=strand, name="MARAC hub", summary="It trained {trained} people.")
    a_figure(project, code="trained", shown="283", source="S1 7.4")
    update = an_update(
        project,
        words="The hub is settled.",
        status="AMBER",
        submitted_at=NOON,
        decided_at=NOON,
    )
    with as_role("wb_bulk"):
        Update.objects.filter(pk=update.pk).update(state="SIGNED_OFF")
    return framework


@pytest.fixture
def keeper():
    return a_keeper()


def compose(client, framework, **values):
    return client.post(
        "/plan/papers/new/",
        {
            "kind": "YEARLY",
            "framework": framework.code,
            "year": "2025-26",
            "title": "Year two update",
            "audience": "Committee",
        }
        | values,
    )


def the_paper():
    with as_role("wb_bulk"):
        return Paper.objects.get()


def section_of(paper, heading):
    with as_role("wb_bulk"):
        return Section.objects.get(paper=paper, heading=heading)


def test_an_officer_composes_edits_finishes_and_takes_away_the_yearly_paper(
    client, framework, keeper
):
    client.force_login(keeper)

    assert compose(client, framework).status_code == 302
    paper = the_paper()
    page_text = client.get(f"/plan/papers/{paper.pk}/").content.decode()
    for heading in ("Summary", "1. Background", "3. Immediate need", "5. Conclusion"):
        assert heading in page_text
    assert 'href="/plan/figures/trained/">283</a>' in page_text
    assert "The hub is settled." in page_text

    section = section_of(paper, "Background")
    client.post(
        f"/plan/sections/{section.pk}/",
        {"version": "1", "body": "There are 77 partners.", "why": "Shorter"},
    )
    stopped = client.post(f"/plan/papers/{paper.pk}/finish/", follow=True).content.decode()
    assert "These numbers open no source: 77" in stopped

    client.post(
        f"/plan/sections/{section.pk}/", {"version": "2", "body": "Many partners.", "why": ""}
    )
    client.post(f"/plan/papers/{paper.pk}/finish/")
    assert the_paper().finished_at is not None
    client.force_login(an_executive())
    assert "Many partners." in client.get(f"/plan/papers/{paper.pk}/").content.decode()


def test_two_who_edit_at_once_do_not_overwrite_each_other(client, framework, keeper):
    client.force_login(keeper)
    compose(client, framework)
    section = section_of(the_paper(), "Conclusion")
    path = f"/plan/sections/{section.pk}/"

    first = client.post(path, {"version": "1", "body": "Mine.", "why": ""})
    second = client.post(path, {"version": "1", "body": "Yours, kept.", "why": ""})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Yours, kept." in second.content.decode()
    with as_role("wb_bulk"):
        assert SectionVersion.objects.filter(section=section).count() == 2


def test_open_comments_keep_a_paper_from_being_final(client, framework, keeper):
    client.force_login(keeper)
    compose(client, framework)
    paper = the_paper()
    section = section_of(paper, "Conclusion")

    client.post(f"/plan/sections/{section.pk}/comment/", {"words": "Say more of children."})
    stopped = client.post(f"/plan/papers/{paper.pk}/finish/", follow=True).content.decode()
    assert "Settle the open comments first" in stopped
    assert "Say more of children." in client.get(f"/plan/sections/{section.pk}/").content.decode()

    with as_role("wb_bulk"):
        [remark] = section.comments.all()
    client.post(f"/plan/sections/{section.pk}/comments/{remark.pk}/settle/")
    client.post(f"/plan/papers/{paper.pk}/finish/")
    assert the_paper().finished_at is not None


def test_a_paper_of_the_same_year_is_in_hand_once(client, framework, keeper):
    client.force_login(keeper)
    compose(client, framework)

    again = compose(client, framework)

    assert again.status_code == 422
    assert "in hand already" in again.content.decode()


def test_the_progress_report_has_priorities_commitments_and_opportunities(
    client, framework, keeper
):
    client.force_login(keeper)
    compose(client, framework, kind="PROGRESS", title="Three years")

    text = client.get(f"/plan/papers/{the_paper().pk}/").content.decode()

    for words in ("Foreword", "Our governance", "Our commitments", "Opportunities for improvement"):
        assert words in text
    assert "Pillar 1: Immediate need" in text
    assert "More capacity." in text


def test_the_documents_are_accessible_and_every_number_opens_its_source(
    client, framework, keeper, tmp_path
):
    client.force_login(keeper)
    compose(client, framework)
    path = f"/plan/papers/{the_paper().pk}/as"

    html = client.get(f"{path}/html/").content.decode()
    assert '<a href="#figure-trained">283</a>' in html
    assert 'id="figure-trained"' in html

    docx = Docx(BytesIO(client.get(f"{path}/docx/").content))
    assert docx.core_properties.language == "en-GB"
    assert next(p.text for p in docx.paragraphs if p.style.name == "Heading 1") == "Summary"
    assert 'w:anchor="figure_' in docx.element.xml
    assert "S1 7.4" in [cell.text for row in docx.tables[0].rows for cell in row.cells]

    (tmp_path / "paper.pdf").write_bytes(client.get(f"{path}/pdf/").content)
    assert validate_pdf(str(tmp_path / "paper.pdf"), profile="ua1").failures == []


def test_a_papers_way_is_logged_and_a_past_step_has_its_day(client, framework, keeper):
    client.force_login(keeper)
    compose(client, framework)
    path = f"/plan/papers/{the_paper().pk}/"

    silent = client.post(f"{path}way/", {"direction": "PAST", "body": "Team meeting"})
    client.post(
        f"{path}way/",
        {
            "direction": "PAST",
            "body": "Team meeting",
            "on_day": "14",
            "on_month": "4",
            "on_year": "2026",
        },
    )
    client.post(f"{path}way/", {"direction": "FUTURE", "body": "Cabinet"})

    page_text = client.get(path).content.decode()
    assert silent.status_code == 422
    assert "Team meeting, 14 April 2026" in page_text
    assert "Cabinet" in page_text


def test_a_draft_is_the_keepers_alone(client, framework, keeper):
    paper = a_paper(keeper, framework)
    a_section(paper, body="Not yet agreed")
    client.force_login(an_executive())

    assert client.get(f"/plan/papers/{paper.pk}/").status_code == 404
    assert client.get(f"/plan/papers/{paper.pk}/as/pdf/").status_code == 404
    assert "Year two update" not in client.get("/plan/papers/").content.decode()
