"""Invented papers lie on the shelf as uploads do: whoever may opens them, nobody else."""

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.marac_builders import a_marac
from tests.risk_builders import a_tool, settings_of_risk
from tests.roles import as_role
from whitebeam.actions.models import Evidence
from whitebeam.demonstration import shelving
from whitebeam.demonstration.load import load
from whitebeam.demonstration.rules.marac_phrases import ACTIONS
from whitebeam.demonstration.rules.papers import EVIDENCE, GRADES, result_paper
from whitebeam.demonstration.tests.partnership import NOW, make_partnership
from whitebeam.demonstration.tests.test_marac_world import PATTERN
from whitebeam.files.kinds import PDF, TEXT, kind_with
from whitebeam.partners.models import Area, Duty
from whitebeam.people.models import Involvement
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.tests.desk import ASSESSING

pytestmark = pytest.mark.django_db

PLACES = {Evidence: "actions:evidence", ResultDocument: "risk:document"}


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    return settings.UPLOADS_FOLDER


@pytest.fixture
def world(shelf):
    make_partnership()
    settings_of_risk()
    a_tool("external")
    a_tool("dash")
    with as_role("wb_bulk"):
        area = Area.objects.get(name="Northdown")
    a_marac(area=area, pattern=PATTERN, code="northdown")
    load(at=NOW, people=900, seed=5, say=lambda line: None)


def kept(model):
    with as_role("wb_bulk"):
        return list(model.objects.order_by("pk"))


def one_in_hand(model):
    """Return a file of somebody whom its agency still works with."""
    files = kept(model)
    with as_role("wb_bulk"):
        open_to = set(Involvement.objects.filter(ended_at=None).values_list("person", "agency"))
        if model is Evidence:
            return files[0]
        of = ((one, one.assessment) for one in files)
        return next(one for one, its in of if (its.victim_id, its.agency_id) in open_to)


def as_seen_by(user):
    client = Client()
    client.force_login(user)
    return client


def opened(file, *, by):
    return as_seen_by(by).get(place_of(file))


def place_of(file):
    return reverse(PLACES[type(file)], args=[file.pk])


def a_colleague(file):
    """Return somebody else of the agency whose file it is."""
    with as_role("wb_bulk"):
        is_evidence = isinstance(file, Evidence)
        agency = file.action.owner_agency if is_evidence else file.assessment.agency
    return worker_at(agency, *([Duty.DO_ACTIONS] if is_evidence else ASSESSING))


def page(file, name, of):
    return as_seen_by(a_colleague(file)).get(reverse(name, args=[of])).text


@pytest.mark.parametrize("model", [Evidence, ResultDocument])
def test_each_is_opened_in_its_agency_and_by_no_stranger(world, model):
    file, stranger = one_in_hand(model), worker_at(AgencyFactory(), *Duty)

    answer = opened(file, by=a_colleague(file))

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-" if kind_with(file.content_type) is PDF else b"")
    assert opened(file, by=stranger).status_code == 404


def test_they_are_shown_on_the_pages_of_what_they_belong_to(world):
    evidence, document = one_in_hand(Evidence), one_in_hand(ResultDocument)

    action = page(evidence, "actions:one", evidence.action_id)
    result = page(document, "risk:assessment", document.assessment_id)

    assert place_of(evidence) in action
    assert place_of(document) in result
    assert "DARA" in result


def test_all_are_checked_and_came_before_what_they_show(world, shelf):
    files = kept(Evidence) + kept(ResultDocument)

    assert {kind_with(one.content_type) for one in kept(Evidence)} == {PDF, TEXT}
    assert all(one.state == "CLEAN" and one.added_at < one.checked_at <= NOW for one in files)
    assert len(list(shelf.iterdir())) == 2 * len(files)
    with as_role("wb_bulk"):
        assert all(one.checked_at < one.action.closed_at for one in kept(Evidence))
        assert all(one.checked_at <= one.assessment.signed_at for one in kept(ResultDocument))


def test_every_paper_can_be_made_and_shows_an_action_there_is():
    asked = {text for kind in ACTIONS.values() for text, _, _ in kind}

    assert set(EVIDENCE) <= asked
    for paper in (*EVIDENCE.values(), *map(result_paper, GRADES)):
        kind, _, clean = shelving.made(paper)
        assert kind is (PDF if paper.is_pdf else TEXT)
        assert clean
