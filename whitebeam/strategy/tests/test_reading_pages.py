"""The plan's pages say what the plan holds, each number with its source."""

import pytest
from django.urls import reverse

from tests.factories import AgencyFactory
from tests.roles import as_role
from tests.strategy_builders import (
    a_commitment,
    a_figure,
    a_framework,
    a_keeper,
    a_project,
    a_strand,
    an_executive,
    an_owner,
    made,
)
from whitebeam.partners.models import Duty
from whitebeam.strategy.models import (
    Change,
    Commitment,
    Consultation,
    ConsultationPart,
    Criterion,
    ExternalLine,
    ExternalPlan,
    Link,
    Mapping,
    Project,
    Review,
)

pytestmark = pytest.mark.django_db
AGREED = {
    "reason": "Money came late",
    "agreed_by": "Executive Group",
    "agreed_on_day": "6",
    "agreed_on_month": "5",
    "agreed_on_year": "2026",
}


@pytest.fixture
def project():
    earlier = a_strand(framework=a_framework(position=1, short="Strategy 2020–23"))
    later = a_strand(framework=a_framework(position=2, short="Strategy 2024–29"))
    for promise in (a_commitment(strand=earlier, words="Kept"), a_commitment(strand=earlier)):
        made(Mapping, earlier=promise, later=later)
    made(Mapping, earlier=a_commitment(strand=earlier, words="Gone"), later=None, note="Ended")
    project = a_project(strand=later, summary="They trained {people-trained} people.")
    a_figure(project, code="people-trained", shown="283")
    made(Link, project=project, kind="VOICE", code="said", words="People asked.", source="S1")
    return project


def page_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_executive_reads_every_page_of_the_plan(client, project):
    plan = made(ExternalPlan, code="csa", name="Community safety agreement", source="S3")
    made(ExternalLine, plan=plan, code="l", words="A line", project=project, source="S3")
    talk = made(
        Consultation, framework=project.strand.framework, code="c", name="Talk", source="S3"
    )
    made(ConsultationPart, consultation=talk, code="p", who="Adults", method="Interviews")
    review = made(
        Review,
        framework=project.strand.framework,
        code="r",
        source="S1",
        due_from="2027-04-01",
        due_until="2028-03-31",
    )
    made(Criterion, review=review, code="q", position=1, question="Still right?", evidence="Plan")
    client.force_login(an_executive())

    assert "Where the plan stands" in page_of(client, "/plan/")
    assert "1 promises continued" not in page_of(client, "/plan/strategies/")
    assert "2 promises continued" in page_of(client, "/plan/strategies/")
    assert project.name in page_of(client, f"/plan/parts/{project.strand.code}/")
    assert project.name in page_of(client, f"/plan/agencies/{project.owner_agency.code}/")
    assert project.owner_agency.name in page_of(client, "/plan/agencies/")
    assert "A line" in page_of(client, "/plan/other-plans/")
    assert "Not known" in page_of(client, "/plan/consultations/")
    assert "Still right?" in page_of(client, "/plan/reviews/")
    assert "No paper yet" in page_of(client, "/plan/papers/")


def test_a_number_on_a_project_opens_its_source(client, project):
    client.force_login(an_executive())

    page = page_of(client, f"/plan/projects/{project.pk}/")

    assert '<a class="govuk-link" href="/plan/figures/people-trained/">283</a>' in page
    assert "S1 7.4" in page_of(client, "/plan/figures/people-trained/")
    assert "People asked." in page


def test_a_change_keeps_its_version_and_who_agreed(client, project):
    client.force_login(a_keeper())
    new = {
        **AGREED,
        "version": project.version,
        "name": "A new name",
        "summary": project.summary,
        "stage": "RUNNING",
        "public_words": "It is called something new.",
    }

    silent = client.post(f"/plan/projects/{project.pk}/change/", {**new, "agreed_by": ""})
    changed = client.post(f"/plan/projects/{project.pk}/change/", new)
    late = client.post(f"/plan/projects/{project.pk}/change/", new)

    assert [silent.status_code, changed.status_code, late.status_code] == [422, 302, 422]
    assert "meanwhile" in late.content.decode()
    with as_role("wb_bulk"):
        change = Change.objects.get(project=project)
    assert (change.version, change.before["name"]) == (2, "Mental health navigators")
    assert "Executive Group" in page_of(client, f"/plan/projects/{project.pk}/")


def test_an_agencys_part_counts_in_the_whole_without_being_typed_again(client, project):
    owner = an_owner(project.owner_agency)
    client.force_login(owner)
    part = {
        "name": "Training in Swale",
        "code": "swale-training",
        "summary": "Two days.",
        "agency": project.owner_agency.code,
    }

    assert client.post(f"/plan/projects/{project.pk}/part/", part).status_code == 302
    assert client.post(f"/plan/projects/{project.pk}/part/", part).status_code == 422

    with as_role("wb_bulk"):
        added = Project.objects.get(code="swale-training")
    assert (added.parent_id, added.strand_id) == (project.pk, project.strand_id)
    assert "Training in Swale" in page_of(client, f"/plan/parts/{project.strand.code}/")
    assert "Training in Swale" in page_of(client, f"/plan/agencies/{project.owner_agency.code}/")
    assert client.get(f"/plan/projects/{added.pk}/change/").status_code == 200
    assert client.get(f"/plan/projects/{project.pk}/change/").status_code == 404


def test_a_part_is_offered_to_those_whose_agency_may_run_one(client, project):
    for user, is_offered in ((an_owner(AgencyFactory()), True), (an_executive(), False)):
        client.force_login(user)
        page = client.get(reverse("strategy:project", args=[project.pk])).content.decode()
        assert ("Add a part that an agency runs" in page) is is_offered


def test_the_team_fills_in_an_empty_place(client, project):
    empty = a_commitment(strand=project.strand)
    client.force_login(a_keeper())
    path = f"/plan/commitments/{empty.pk}/"

    assert client.get(path).status_code == 200
    client.post(path, {**AGREED, "words": "As the strategy has it."})

    with as_role("wb_bulk"):
        assert Commitment.objects.get(pk=empty.pk).words == "As the strategy has it."


def test_a_review_is_decided_when_every_question_is_answered(client, project):
    review = made(
        Review,
        framework=project.strand.framework,
        code="r",
        source="S1",
        due_from="2027-04-01",
        due_until="2028-03-31",
    )
    asked = made(
        Criterion, review=review, code="q", position=1, question="Still right?", evidence="Plan"
    )
    client.force_login(a_keeper())
    decision = {"decision": "KEEP", "decided_by": "Executive Group", "reason": "It serves."}

    early = client.post(f"/plan/reviews/{review.pk}/decide/", decision)
    client.post(f"/plan/questions/{asked.pk}/", {"finding": "YES", "words": "It does."})
    done = client.post(f"/plan/reviews/{review.pk}/decide/", decision)

    assert (early.status_code, done.status_code) == (422, 302)
    assert "Keep the strategy for its full years" in page_of(client, "/plan/reviews/")


def test_an_owner_changes_no_whole_project_and_words_no_commitment(client, project):
    client.force_login(an_owner(project.owner_agency))

    assert client.get(f"/plan/projects/{project.pk}/change/").status_code == 404
    assert client.get(f"/plan/projects/{project.pk}/hold-back/").status_code == 403
    assert client.get(f"/plan/commitments/{a_commitment().pk}/").status_code == 403


def test_an_action_of_a_project_is_proposed_to_its_agency_and_shown_with_it(client, project):
    keeper = a_keeper(Duty.KEEP_GROUPS, Duty.CHASE_ACTIONS)
    client.force_login(keeper)
    path = f"/plan/projects/{project.pk}/action/"
    wanted = {
        "text": "Write the leaflet",
        "agency": project.owner_agency.code,
        "due_date_day": "1",
        "due_date_month": "9",
        "due_date_year": "2099",
        "idempotency_key": "0" * 31 + "1",
    }

    assert client.post(path, {**wanted, "text": ""}).status_code == 422
    assert client.post(path, wanted).status_code == 302
    client.post(path, wanted)
    client.force_login(an_executive())

    assert page_of(client, f"/plan/projects/{project.pk}/").count("Write the leaflet") == 1
