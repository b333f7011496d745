"""Some organisations have answered on their standards, with evidence, gaps and actions."""

import pytest

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.accreditation.models import Answer, Criterion, Effort, Standard
from whitebeam.actions.models import Action
from whitebeam.config.pack import read
from whitebeam.config.pack.tests.conftest import PACKS
from whitebeam.demonstration.rules.standards import SAID, WAYS
from whitebeam.demonstration.standard_rows import answer_standards
from whitebeam.demonstration.tests.partnership import NOW
from whitebeam.partners.models import Duty

KENT = {one.code: one for one in read(PACKS / "kent_medway").standards}


def test_each_way_has_a_letter_for_each_criterion_and_words_for_it():
    asked = {
        effort.code: [criterion.code for criterion in one.criteria]
        for one in KENT.values()
        for effort in one.efforts
    }

    assert {code: len(way) for code, way in WAYS.items()} == {
        code: len(asked[code]) for code in WAYS
    }
    assert set(SAID) == {code for codes in asked.values() for code in codes}


@pytest.fixture
def effort(db):
    keeper = worker_at(AgencyFactory(), Duty.KEEP_PLAN)
    with as_role("wb_bulk"):
        User.objects.filter(pk=keeper.pk).update(is_demonstration=True)
        white_ribbon = KENT["white-ribbon"]
        standard = Standard.objects.create(code="white-ribbon", name="White Ribbon", source="S1")
        for number, one in enumerate(white_ribbon.criteria, 1):
            Criterion.objects.create(
                standard=standard, code=one.code, number=number, name=one.name, source="S1"
            )
        return Effort.objects.create(
            standard=standard,
            agency=AgencyFactory(),
            code="wr-medway",
            stands="On its way",
            source="S1",
        )


def test_answers_rest_on_evidence_or_name_a_gap_and_are_given_once(effort):
    with as_role("wb_bulk"):
        assert answer_standards(at=NOW) == 5
        assert answer_standards(at=NOW) == 0
        answers = {one.criterion.code: one for one in Answer.objects.select_related("action")}
        owners = list(Action.objects.values_list("owner_agency", flat=True))

    assert answers["wr-leadership"].evidence
    assert answers["wr-training"].gap
    assert answers["wr-policies"].status == Answer.Status.NOT_MET
    assert answers["wr-policies"].action.text == "Write the policy for staff who harm"
    assert owners == [effort.agency_id] * 2
    assert answers["wr-communications"].review_on < NOW.date()
    assert "wr-ambassadors" not in answers
