"""An owner reports with evidence, a second person signs off, and others see no draft."""

from datetime import date

import pytest

from tests.factories import AgencyFactory
from tests.roles import as_role
from tests.strategy_builders import (
    NOON,
    a_figure,
    a_keeper,
    a_project,
    a_return,
    a_round,
    an_executive,
    an_owner,
    an_update,
    some_evidence,
)
from whitebeam.strategy.models import Project, Update

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return a_project()


@pytest.fixture
def owner(project):
    return an_owner(project.owner_agency)


def state_of(update):
    with as_role("wb_bulk"):
        return Update.objects.get(pk=update.pk).state


def test_an_owner_reports_green_only_with_evidence(client, project, owner):
    asked = a_return(a_round(project.strand), project, asked_at=NOON)
    update = an_update(project, round=asked.round)
    a_figure(project, code="trained")
    client.force_login(owner)
    said = {"status": "GREEN", "words": "Two workers began.", "send": "1"}

    refused = client.post(f"/plan/updates/{update.pk}/", said)
    client.post(f"/plan/updates/{update.pk}/evidence/", {"title": "Count", "figure": "trained"})
    sent = client.post(f"/plan/updates/{update.pk}/", said)

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert "need evidence" in refused.content.decode()
    assert "Two workers began." in refused.content.decode()
    assert state_of(update) == "SUBMITTED"
    asked.refresh_from_db()
    assert asked.answered_at is not None


def test_evidence_that_can_be_found_nowhere_is_asked_for_again(client, project, owner):
    update = an_update(project)
    client.force_login(owner)

    page = client.post(f"/plan/updates/{update.pk}/evidence/", {"title": "Somewhere"})

    assert page.status_code == 422
    assert "Enter an address, a place in a document, or a figure" in page.content.decode()


def test_another_agencys_draft_is_not_there(client, project):
    update = an_update(project, words="A first thought")

    client.force_login(an_owner(AgencyFactory()))
    for path in (f"/plan/updates/{update.pk}/", f"/plan/updates/{update.pk}/evidence/"):
        assert client.get(path).status_code == 404
    assert "A first thought" not in client.get(f"/plan/projects/{project.pk}/").content.decode()


def test_a_keeper_signs_off_and_the_plan_says_so(client, project, owner):
    update = an_update(project, words="Done well.", status="GREEN", written_by=owner)
    some_evidence(update)
    with as_role("wb_bulk"):
        Update.objects.filter(pk=update.pk).update(state="SUBMITTED", submitted_at=NOON)
    client.force_login(a_keeper())

    assert project.name in client.get("/plan/signing/").content.decode()
    client.post(
        f"/plan/updates/{update.pk}/decide/",
        {
            "decision": "SIGN",
            "review_due_on_day": "1",
            "review_due_on_month": "9",
            "review_due_on_year": "2099",
        },
    )

    with as_role("wb_bulk"):
        project = Project.objects.get(pk=project.pk)
    assert (project.status, project.evidence_count) == ("GREEN", 1)
    assert project.review_due_on == date(2099, 9, 1)
    assert "On track" in client.get(f"/plan/projects/{project.pk}/").content.decode()


def test_what_is_sent_back_says_what_is_missing(client, project, owner):
    update = an_update(project, words="Fine.", status="AMBER", state="SUBMITTED", submitted_at=NOON)
    client.force_login(a_keeper())

    silent = client.post(f"/plan/updates/{update.pk}/decide/", {"decision": "RETURN"})
    client.post(
        f"/plan/updates/{update.pk}/decide/", {"decision": "RETURN", "words": "How many came?"}
    )
    client.force_login(owner)
    page = client.get(f"/plan/updates/{update.pk}/").content.decode()

    assert silent.status_code == 422
    assert "How many came?" in page


def test_a_keeper_does_not_sign_what_she_wrote(client, project):
    keeper = a_keeper()
    update = an_update(
        project,
        words="Fine.",
        status="AMBER",
        state="SUBMITTED",
        submitted_at=NOON,
        written_by=keeper,
    )
    client.force_login(keeper)

    assert client.get(f"/plan/updates/{update.pk}/decide/").status_code == 404


def test_the_board_reads_what_is_missing_and_stale_first(client):
    strand = a_project().strand
    stale = a_project(
        strand=strand,
        name="Old claim",
        status="GREEN",
        evidence_count=1,
        review_due_on=date(2020, 1, 1),
    )
    missing = a_project(strand=strand, name="Silent one")
    a_return(a_round(strand, board_on=date(2099, 6, 17), due_on=date(2099, 6, 3)), missing)
    client.force_login(an_executive())

    page = client.get("/plan/board/").content.decode()

    assert page.index("Missing returns") < page.index(stale.name)
    assert "Reviews overdue" in page
    assert page.count("Review overdue") >= 1


def test_who_has_no_such_duty_reads_no_plan(client):
    client.force_login(an_owner(AgencyFactory(status="STOPPED")))

    assert client.get("/plan/").status_code == 403
