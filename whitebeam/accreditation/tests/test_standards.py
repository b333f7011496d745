"""Standard, criterion, evidence, owner, gap, action, status: answered by whom it concerns."""

import re
from datetime import date

import pytest

from tests.constraints import constraint_broken_by
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import as_worker
from tests.strategy_builders import a_keeper, an_executive, an_owner, made
from whitebeam.accreditation import policy
from whitebeam.accreditation.models import Answer, Criterion, Effort, Standard
from whitebeam.partners.models import Duty

pytestmark = pytest.mark.django_db
REVIEW = {"review_on_day": "1", "review_on_month": "9", "review_on_year": "2099"}


@pytest.fixture
def standard():
    return made(Standard, code="daha", name="Housing alliance", source="S1 4.22")


@pytest.fixture
def criterion(standard):
    return made(
        Criterion, standard=standard, code="staff", number=1, name="Staff", source="S1 4.23"
    )


@pytest.fixture
def effort(standard):
    return made(
        Effort,
        standard=standard,
        agency=AgencyFactory(),
        code="swale",
        stands="Member",
        source="S1 4.22",
    )


def test_met_needs_evidence_and_the_table_shows_every_part(client, effort, criterion):
    client.force_login(an_owner(effort.agency))
    path = f"/standards/{effort.pk}/{criterion.code}/"
    met = {"version": "0", "status": "MET", "owner": "Housing manager", **REVIEW}

    bare = client.post(path, met)
    kept = client.post(path, {**met, "evidence": "Training record, May"})
    late = client.post(path, {**met, "evidence": "Another"})
    client.force_login(an_executive())
    page = client.get(f"/standards/{effort.pk}/").content.decode()

    assert [bare.status_code, kept.status_code, late.status_code] == [422, 302, 422]
    assert "Say on what evidence it is met" in bare.content.decode()
    for words in ("1. Staff", "Met", "Training record, May", "Housing manager"):
        assert words in page


def test_what_is_not_met_says_what_is_missing_and_names_an_action_that_is_there(
    client, effort, criterion
):
    client.force_login(a_keeper())
    path = f"/standards/{effort.pk}/{criterion.code}/"
    partly = {"version": "0", "status": "PARTLY", "owner": "Manager", **REVIEW}

    silent = client.post(path, partly)
    lost = client.post(path, {**partly, "gap": "No champions", "action_reference": "WB-NONE"})
    kept = client.post(path, {**partly, "gap": "No champions"})

    assert [silent.status_code, lost.status_code, kept.status_code] == [422, 422, 302]
    assert "There is no action of this reference" in lost.content.decode()


def test_an_owner_answers_for_no_other_agency(client, effort, criterion):
    client.force_login(an_owner(AgencyFactory()))

    assert client.get(f"/standards/{effort.pk}/{criterion.code}/").status_code == 404
    assert "Housing alliance" in client.get("/standards/").content.decode()


def test_the_database_refuses_what_cannot_be_true(standard, criterion, effort):
    answer = {
        "effort": effort,
        "criterion": criterion,
        "status": "MET",
        "owner": "x",
        "review_on": date(2026, 9, 1),
        "given_by": a_keeper(),
    }
    other = AgencyFactory()

    again = Criterion(standard=standard, code="x", number=1, name="y", source="z")
    assert constraint_broken_by([again]) == "criterion_number_is_used_once"
    twice = Effort(standard=standard, agency=effort.agency, code="x", stands="y", source="z")
    assert constraint_broken_by([twice]) == "agency_works_to_a_standard_once"
    backwards = Effort(
        standard=standard,
        agency=other,
        code="x",
        stands="y",
        source="z",
        starts_on=date(2026, 2, 1),
        ends_on=date(2026, 1, 1),
    )
    assert constraint_broken_by([backwards]) == "effort_ends_after_it_starts"
    assert constraint_broken_by([Answer(**answer)]) == "criterion_met_has_evidence"
    both = [Answer(**{**answer, "status": "NOT_MET"}) for _ in range(2)]
    assert constraint_broken_by(both) == "criterion_is_answered_once"


def test_the_list_counts_what_is_not_known_before_what_is_met(client, standard, effort, criterion):
    other = made(Criterion, standard=standard, code="aid", number=2, name="Aid", source="S1")
    made(Criterion, standard=standard, code="work", number=3, name="Work", source="S1")
    given = {"effort": effort, "owner": "Manager", "given_by": a_keeper()}
    made(Answer, criterion=criterion, status="PARTLY", review_on=date(2099, 9, 1), **given)
    made(Answer, criterion=other, status="NOT_MET", review_on=date(2020, 9, 1), **given)
    client.force_login(an_executive())

    row = client.get("/standards/").content.decode().split(effort.agency.name)[1].split("</tr>")[0]

    assert re.findall(r"<span>(\d)</span>", row) == ["2", "0", "1", "0"]


@pytest.fixture
def principles():
    """How one organisation's MARACs stand to two principles, one of them looked at long ago."""
    code = policy.OF_MARACS
    standard = made(Standard, code=code, name="Ten principles", source="SafeLives")
    effort = made(
        Effort, standard=standard, agency=AgencyFactory(), code="hub", stands="Live", source="S1"
    )
    for number, (name, day) in enumerate([("Volume", "2020-01-01"), ("Equality", "2099-09-01")], 1):
        answers = made(
            Criterion, standard=standard, code=name.lower(), number=number, name=name, source="S1"
        )
        made(
            Answer, effort=effort, criterion=answers, status="MET", evidence=f"Papers on {name}",
            has_evidence=True, owner="The coordinator", review_on=day, given_by=an_executive(),
        )  # fmt: skip
    made(Criterion, standard=standard, code="gov", number=3, name="Governance", source="S1")
    return effort


def test_who_steers_the_maracs_reads_the_principles_and_no_other_standard(
    client, principles, effort, criterion
):
    member = worker_at(AgencyFactory(), Duty.VIEW_MARAC_FIGURES)
    made(
        Answer, effort=effort, criterion=criterion, status="MET", evidence="Another", owner="x",
        has_evidence=True, review_on="2099-09-01", given_by=member,
    )  # fmt: skip
    client.force_login(member)

    page = client.get("/standards/marac/").content.decode()

    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:]
    for row, words in zip(
        rows,
        [
            (
                "1. Volume",
                "Met",
                "Papers on Volume",
                "The coordinator",
                "Overdue",
                "1 January 2020",
            ),
            ("2. Equality", "Met", "Papers on Equality", "1 September 2099"),
            ("3. Governance", "Not answered yet", "Not known"),
        ],
        strict=True,
    ):
        assert [one for one in words if one not in row] == []
    assert "All standards" not in page
    for closed in ("/standards/", f"/standards/{effort.pk}/", f"/standards/{principles.pk}/"):
        assert client.get(closed).status_code == 403
    with as_worker(member):
        assert {answer.effort_id for answer in Answer.objects.all()} == {principles.pk}


@pytest.mark.parametrize("duty", [Duty.COORDINATE_MARAC, Duty.RESEARCH_MARAC, Duty.KEEP_GROUPS])
def test_the_principles_stay_closed_to_others(client, principles, duty):
    client.force_login(worker_at(AgencyFactory(), duty))

    assert client.get("/standards/marac/").status_code == 403


def test_where_no_principles_are_loaded_the_page_says_who_loads_them(client):
    client.force_login(worker_at(AgencyFactory(), Duty.VIEW_MARAC_FIGURES))

    assert "No self-assessment is kept here yet" in client.get("/standards/marac/").content.decode()
