"""The signs beside another tool's result: they raise what a checklist's answers raise."""

import pytest
from django.urls import reverse

from tests.people_builders import TODAY, as_worker
from tests.risk_builders import definition, of_pack
from whitebeam.kernel.errors import Refused
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.rules.answers import Answer, Answered, read
from whitebeam.risk.rules.contents import Page
from whitebeam.risk.rules.pages import FIRST, Asked
from whitebeam.risk.rules.tool_definition import Tool
from whitebeam.risk.tests.desk import BEFORE, Desk
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db

TOLD = {"name": "DARA", "grade": "Standard", "level": "STANDARD"}
RAISED = [
    (["strangulation"], "strangulation"),
    (["low_or_suicidal"], "suicide"),
    (["perp_suicide"], "suicide"),
    (["separation"], "separation"),
    (["stalking"], "stalking"),
    (["weapons"], "weapons"),
    (["pregnancy"], "pregnancy"),
    (["threat_to_kill"], "threat_to_kill"),
    (["other_threatening"], "honour"),
    (["animals"], "animals"),
    (["police_history"], "person_causing_harm"),
    (["child_contact"], "children"),
    (["separation", "control_jealousy", "injury"], "cluster"),
]


@pytest.fixture
def desk():
    return Desk()


def prompts_raised(desk, draft):
    with as_worker(desk.worker):
        draft.refresh_from_db()
        return [one.code for one in reading_of(draft, on=TODAY).prompts]


@pytest.mark.parametrize("pack", ["kent_medway", "example"])
def test_both_packs_ask_each_sign_under_the_code_of_the_checklist(pack):
    signs = Tool.model_validate(of_pack("tools/external", pack=pack)).codes()

    assert set(signs) <= set(definition("dash").codes())


@pytest.mark.parametrize(("yes", "code"), RAISED, ids=str)
def test_a_sign_raises_its_prompt_however_low_the_grade(desk, yes, code):
    draft = desk.result(yes=yes)

    assert code in prompts_raised(desk, draft)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.DONT_KNOW])
def test_only_a_yes_raises_and_the_four_answers_stay_apart(desk, answer):
    draft = desk.result(strangulation=Answered(answer))

    assert prompts_raised(desk, draft) == []
    held = read(str(draft.answers))
    assert held["strangulation"].answer is answer
    assert "weapons" not in held


def test_it_cannot_be_signed_before_the_signs_were_gone_through(desk):
    draft = desk.started("external")
    desk.save(draft, FIRST, BEFORE)
    desk.save(draft, Asked(Page.EXTERNAL, "The result"), TOLD)

    with pytest.raises(Refused, match="Go through the page 'Signs of high danger: violence"):
        desk.sign(draft)


def test_children_need_a_decision_beside_a_result_too(desk):
    draft = desk.result(yes=["child_contact"])
    with pytest.raises(Refused, match="Decide: Children"):
        desk.sign(draft)

    signed = desk.external(yes=["pregnancy"], closing={"decision-children": "DONE"})

    assert signed.state == "SIGNED"


def test_signs_add_up_to_no_total_and_what_was_not_asked_is_told(desk):
    signed = desk.external(yes=["strangulation"], no=["weapons"])

    assert (signed.score, signed.level) == (None, "HIGH")
    assert (signed.items_n, signed.answered_n) == (17, 2)


def test_a_worker_goes_from_the_result_through_the_signs_and_sees_the_alert():
    walk = Walk()
    draft = walk.begun("external")
    walk.post("page", draft.pk, "first", **BEFORE)

    answer = walk.client.post(reverse("risk:page", args=[draft.pk, "external"]), TOLD)

    assert answer.url == reverse("risk:page", args=[draft.pk, "signs_violence"])
    assert "Not asked" in walk.get("page", draft.pk, "signs_violence")
    walk.post("page", draft.pk, "signs_violence", strangulation="YES")
    assert "Strangulation was told" in walk.get("page", draft.pk, "signs_around")
    walk.post("page", draft.pk, "signs_around", stalking="YES")
    assert "s_very_frightened" in walk.get("page", draft.pk, "stalking_now")
    walk.post("draft", draft.pk)
    page = walk.get("assessment", draft.pk)
    assert "Strangulation was told" in page
    assert "The picture is incomplete" in page
