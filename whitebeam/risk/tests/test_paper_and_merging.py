"""Risk on paper: a sheet without names, and two drafts put together with nothing lost."""

import json

import pytest
from django.urls import reverse

from tests.browser import Client
from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, as_worker
from tests.risk_builders import definition
from tests.roles import as_role
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Duty
from whitebeam.risk.models import Assessment
from whitebeam.risk.rules.answers import Answer, Answered, SaidBy, read
from whitebeam.risk.rules.contents import unpacked
from whitebeam.risk.rules.merging import Undecided, differences, merged
from whitebeam.risk.rules.pages import CLOSING, FIRST
from whitebeam.risk.services.assessing import Clash
from whitebeam.risk.services.merging import Merge, merge_drafts
from whitebeam.risk.tests.desk import ASSESSING, BEFORE
from whitebeam.risk.tests.test_pages import Walk

pytestmark = pytest.mark.django_db
PAPER = {"paper_on": "2026-03-01", "paper_where": "At her sister's", "paper_reference": "A1B2C3"}
INJURY, MODE = "answers.injury", "prescreen.mode"


class Two(Walk):
    """One draft from the screen and one from paper, about the same two people."""

    def __init__(self):
        super().__init__()
        self.one, self.other = self.started(), self.started()
        self.save(self.one, FIRST, BEFORE)
        self.save(self.other, FIRST, {**BEFORE, **PAPER, "mode": "PHONE"})
        said = {"injury": Answered(Answer.NO), "weapons": Answered(Answer.YES)}
        self.answer(self.one, **said)
        from_police = Answered(Answer.YES, SaidBy.POLICE, "A broken arm")
        self.answer(self.other, injury=from_police, stalking=Answered(Answer.YES))
        self.save(self.other, CLOSING, {"priorities": "Her children first"})

    def versions(self):
        with as_role("wb_bulk"):
            rows = Assessment.objects.in_bulk([self.one.pk, self.other.pk])
        return rows[self.one.pk].version, rows[self.other.pk].version

    def merge(self, *, by=None, seen=None, one=None, other=None, **chosen):
        by = by or self.worker
        choice = Merge({INJURY: "OTHER", MODE: "ONE", **chosen}, seen or self.versions())
        pair = (one or self.one).pk, (other or self.other).pk
        with as_worker(by):
            return merge_drafts(*pair, merge=choice, by=by, at=NOON)


@pytest.fixture
def two():
    return Two()


def test_what_only_one_says_is_kept_and_what_differs_is_as_it_was_chosen(two):
    draft = two.merge()

    answers = read(str(draft.answers))
    assert answers["injury"] == Answered(Answer.YES, SaidBy.POLICE, "A broken arm")
    assert {code for code, given in answers.items() if given.answer is Answer.YES} == {
        "injury", "weapons", "stalking",
    }  # fmt: skip
    assert unpacked(draft.prescreen)["mode"] == "FACE_TO_FACE"
    assert unpacked(draft.prescreen)["paper_where"] == "At her sister's"
    assert unpacked(draft.closing)["priorities"] == "Her children first"


def test_both_sources_are_kept_sealed_and_the_second_draft_is_gone_with_a_trace(two):
    draft = two.merge()

    one, other = json.loads(str(draft.merged_from))
    assert one["said"][INJURY]["answer"] == "NO"
    assert other["said"][INJURY]["said_by"] == "POLICE"
    with as_role("wb_bulk"):
        gone = Assessment.objects.get(pk=two.other.pk)
    assert gone.discarded_at
    assert read(str(gone.answers)) == {}
    with as_role("wb_backup"):
        assert Entry.objects.filter(verb="risk.assessment.merged").count() == 1


@pytest.mark.parametrize("left_out", [INJURY, MODE])
def test_nothing_is_decided_by_which_came_last(two, left_out):
    with pytest.raises(Refused, match="Choose one of the two"):
        two.merge(**{left_out: ""})

    with as_role("wb_bulk"):
        assert Assessment.objects.filter(discarded_at=None, merged_from=None).count() == 2


def test_a_draft_changed_meanwhile_is_not_put_together_unseen(two):
    seen = two.versions()
    two.answer(two.other, animals=Answered(Answer.YES))

    with pytest.raises(Clash, match="changed since you opened"):
        two.merge(seen=seen)


def test_other_people_another_tool_or_another_worker_are_no_twin(two):
    for given in ({"perpetrator": two.robin}, {"perpetrator": None}, {"tool": "stalking"}):
        with pytest.raises(Refused, match="Only two drafts about the same"):
            two.merge(other=two.started(**given), seen=(1, 1))
    with pytest.raises(Refused, match="yours or opened to you"):
        two.merge(other=two.started(by=two.colleague), seen=(1, 1))
    with pytest.raises(Refused, match="signed or discarded"):
        two.merge(by=two.colleague)


def test_the_page_shows_both_beside_each_other_and_keeps_what_was_chosen(two):
    assert "second draft about the same people" in two.get("draft", two.one.pk)
    page = two.get("merge", two.one.pk, two.other.pk)
    assert "This draft: No, said by the person harmed" in page
    assert "The other: Yes, from the police. A broken arm" in page
    assert "answered on paper on 1 March 2026" in page
    assert "This draft: Face to face" in page
    assert "The other: By phone" in page
    shown = "-".join(map(str, two.versions()))

    page = two.post("merge", two.one.pk, two.other.pk, status=422, versions=shown,
                    **{INJURY: "OTHER"})  # fmt: skip
    assert "Choose one of the two for: How are you speaking?" in page
    assert 'value="OTHER" checked' in page
    stale = two.post("merge", two.one.pk, two.other.pk, status=422, versions="1-1",
                     **{INJURY: "OTHER", MODE: "ONE"})  # fmt: skip
    assert "changed since you opened this page" in stale

    two.post("merge", two.one.pk, two.other.pk, versions=shown, **{INJURY: "OTHER", MODE: "ONE"})

    two.get("draft", two.other.pk, status=404)
    two.post("page", two.one.pk, "closing", **{"decision-children": "ALREADY"})
    two.post("draft", two.one.pk)
    signed = two.get("assessment", two.one.pk)
    assert "Put together from two drafts" in signed
    assert "Answered on paper: 2026-03-01, At her sister" in signed


def test_nobody_else_opens_the_page(two):
    stranger = Client()
    stranger.force_login(worker_at(AgencyFactory(), *ASSESSING))

    answer = stranger.get(reverse("risk:merge", args=[two.one.pk, two.other.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("tool", ["dash", "young-person", "stalking", "honour", "external"])
def test_the_sheet_asks_everything_names_nobody_and_begins_with_safety(two, tool):
    page = two.get("sheet", tool)

    assert page.index("alone and safe to talk") < page.index(definition(tool).sections[0].title)
    for answer in ("☐ Yes", "☐ No ", "☐ Don't know", "☐ Not asked"):
        assert page.count(answer) == len(definition(tool).codes())
    assert "Wren" not in page
    assert "Rook" not in page
    assert 'class="wb-sheet"' in page


def test_a_sheet_is_for_whoever_assesses_and_of_a_tool_there_is(two):
    two.get("sheet", "none", status=404)
    reader = Client()
    reader.force_login(worker_at(two.agency, Duty.VIEW_PEOPLE, Duty.SUPPORT_VICTIMS))

    assert reader.get(reverse("risk:sheet", args=["dash"])).status_code in {403, 404}
    assert "risk/sheet/dash" in two.get("start", two.wren.pk)


def test_the_rule_takes_what_is_said_once_and_asks_for_the_rest():
    one, other = {"a": "x", "b": "", "c": "same"}, {"a": "y", "b": "z", "c": "same", "d": "w"}

    assert [each.name for each in differences(one, other)] == ["a"]
    assert merged(one, other, chosen={"a": "OTHER"}) == {"a": "y", "b": "z", "c": "same", "d": "w"}
    with pytest.raises(Undecided):
        merged(one, other, chosen={"a": "LAST"})
