"""The pages of risk, as a worker walks them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser import Client
from tests.factories import AgencyFactory, SharingAgreementFactory, worker_at
from tests.people_builders import NOON, as_worker
from tests.risk_builders import an_assessment
from tests.roles import as_role
from whitebeam.partners.models import Duty
from whitebeam.people.models import Relationship
from whitebeam.risk.models import (
    Assessment,
    ConflictOrAbuse,
    CounterAllegationReview,
    Pause,
    RoleCorrection,
)
from whitebeam.risk.queries.settings import guide
from whitebeam.risk.tests.desk import ASSESSING, Desk

pytestmark = pytest.mark.django_db

FIRST = {"mode": "FACE_TO_FACE", "alone": "YES", "has_children": "NO"}


class Walk(Desk):
    """The desk, with the worker's browser and Rook on Wren's record."""

    def __init__(self):
        super().__init__()
        with as_role("wb_bulk"):
            Relationship.objects.create(
                person=self.wren, other=self.rook, kind="EX_PARTNER", recorded_by=self.agency
            )
        self.client = Client()
        self.client.force_login(self.worker)

    def get(self, name, *args, status=200, query=""):
        answer = self.client.get(reverse(f"risk:{name}", args=args) + query)
        assert answer.status_code == status
        return answer.content.decode()

    def post(self, name, *args, status=302, **data):
        answer = self.client.post(reverse(f"risk:{name}", args=args), data)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()

    def begun(self, tool="dash"):
        self.post("start", self.wren.pk, tool=tool, perpetrator=str(self.rook.pk))
        with as_role("wb_bulk"):
            return Assessment.objects.get(state="DRAFT")


@pytest.fixture
def walk():
    return Walk()


def test_an_assessment_is_walked_from_the_record_to_its_signature(walk):
    assert "Not assessed yet" in walk.get("person", walk.wren.pk)
    draft = walk.begun()
    walk.post("page", draft.pk, "first", **FIRST)
    items = {"injury": "YES", "injury-said_by": "POLICE", "injury-detail": "A cut lip"}
    walk.post("page", draft.pk, "now", **items)
    walk.post("page", draft.pk, "violence", strangulation="YES", weapons="NO")

    alerted = walk.get("page", draft.pk, "events")
    assert "Strangulation was told" in alerted
    judged = {"judged_level": "HIGH", "judgement_reason": "Strangled; mutual abuse was said"}
    walk.post("page", draft.pk, "closing", **judged)
    looked_over = walk.get("draft", draft.pk)
    for words in (
        "2 of 24 yes, 21 not known",
        "Professional judgement",
        "incomplete",
        "mutual abuse",
    ):
        assert words in looked_over
    walk.post("draft", draft.pk)

    signed = walk.get("assessment", draft.pk)
    for words in ("A cut lip", "from the police", "High", "cannot foretell", "Strangulation"):
        assert words in signed
    history = walk.get("person", walk.wren.pk)
    assert "Professional judgement" in history
    assert "Wren Example" in walk.get("mine")


def test_the_risk_may_come_from_somebody_else(walk):
    begins = walk.get("start", walk.wren.pk)
    assert "Somebody else, or not known" in begins
    assert "Who may use it:" in begins
    assert "Version 1." in begins

    walk.post("start", walk.wren.pk, tool="dash", perpetrator="")

    with as_role("wb_bulk"):
        assert Assessment.objects.get(state="DRAFT").perpetrator is None


def test_earlier_answers_stand_beside_and_are_not_filled_in(walk):
    walk.signed(yes=["injury"])
    draft = walk.begun()

    page = walk.get("page", draft.pk, "now")

    assert "On 4 March 2026: Yes, said by the person harmed" in page
    assert 'value="YES" checked' not in page.replace("  ", " ")


def test_an_answer_opens_its_set_of_questions(walk):
    draft = walk.begun()
    walk.get("page", draft.pk, "stalking_now", status=404)

    walk.post("page", draft.pk, "leaving", stalking="YES")

    assert "three times a week" in walk.get("page", draft.pk, "stalking_now")


def test_a_wrong_date_is_said_and_what_was_typed_stays(walk):
    draft = walk.begun()

    page = walk.post(
        "page", draft.pk, "events", status=422, police_on_1_day="40", marac_where="Dover"
    )

    assert "There is a problem" in page
    assert "Dover" in page


def test_signing_says_what_is_missing(walk):
    draft = walk.begun()

    page = walk.post("draft", draft.pk, status=422)

    assert "Answer the page" in page


def test_another_tools_result_and_the_grid_are_entered(walk):
    draft = walk.begun("external")
    walk.post("page", draft.pk, "first", **FIRST)
    told = {"name": "DARA", "grade": "High", "level": "HIGH"}
    walk.client.post(reverse("risk:page", args=[draft.pk, "external"]), told)
    walk.post("page", draft.pk, "signs_violence")
    walk.post("page", draft.pk, "signs_around")
    walk.post("draft", draft.pk)
    assert "DARA" in walk.get("assessment", draft.pk)

    grid = walk.begun("severity")
    walk.post("page", grid.pk, "first", **FIRST)
    walk.post("page", grid.pk, "grid", **{"physical-level": "HIGH", "physical-direction": "WORSE"})
    judged = {"judged_level": "HIGH", "judgement_reason": "By what the grid shows"}
    walk.post("page", grid.pk, "closing", **judged)
    walk.post("draft", grid.pk)
    assert "getting worse" in walk.get("assessment", grid.pk)


def test_a_draft_is_thrown_away(walk):
    draft = walk.begun()

    walk.post("discard", draft.pk)

    walk.get("draft", draft.pk, status=404)


def test_the_trend_is_shown_item_by_item_and_over_time(walk):
    walk.signed(yes=["injury", "weapons"], at=NOON - timedelta(days=60))
    signed = walk.signed(yes=["weapons", "stalking"], no=["injury"], at=NOON)

    page = walk.get("assessment", signed.pk)

    for words in ("New", "Still", "No longer", "Before: Yes"):
        assert words in page
    assert "<svg" in walk.get("person", walk.wren.pk)


def test_the_check_of_who_harms_whom_is_kept_and_read(walk):
    walk.post("choose", walk.wren.pk, "counter", other=str(walk.rook.pk))
    assert "Who is afraid of the other?" in walk.get("counter", walk.wren.pk, walk.rook.pk)
    with as_worker(walk.worker):
        answers = {one.code: "FIRST" for one in guide("counter-allegation").questions}
    unsure = walk.post(
        "counter", walk.wren.pk, walk.rook.pk, status=422, **answers, harmed="UNCLEAR"
    )
    assert "looked at again" in unsure

    told = {**answers, "harmed": str(walk.wren.pk), "conclusion": "She is afraid"}
    walk.post("counter", walk.wren.pk, walk.rook.pk, **told)

    with as_role("wb_bulk"):
        held = CounterAllegationReview.objects.get()
    assert "She is afraid" in walk.get("review", held.pk)


def test_conflict_or_abuse_is_compared_and_read(walk):
    with as_worker(walk.worker):
        answers = {one.code: "SECOND" for one in guide("conflict-or-abuse").questions}
    told = {**answers, "leans": "ABUSE", "conclusion": "She obeys"}
    walk.post("compare", walk.wren.pk, walk.rook.pk, **told)

    with as_role("wb_bulk"):
        held = ConflictOrAbuse.objects.get()
    page = walk.get("comparison", held.pk)
    assert "She obeys" in page
    assert "One decides; the other gives way or pays for it" in page


def test_roles_are_corrected_by_two(walk):
    an_assessment(walk.wren, perpetrator=walk.rook, by=walk.worker, agency=walk.agency)
    walk.post("correct", walk.rook.pk, walk.wren.pk, words="Old records")
    with as_worker(walk.worker):
        held = RoleCorrection.objects.get()
    walk.post("correction", held.pk, status=422, do="agree", words="Mine")

    walk.client.force_login(walk.colleague)
    walk.post("correction", held.pk, do="agree", words="I agree")
    walk.post("correction", held.pk, do="put_right", words="Told all")

    assert "Put right" in walk.get("correction", held.pk)


def test_child_aware_pause_and_what_happened(walk):
    walk.post("child", walk.robin.pk, status=422)
    walk.post("child", walk.robin.pk, words="I hide when he comes")
    assert "I hide when he comes" in walk.get("child", walk.robin.pk)

    signed = walk.signed()
    dated = {"starts_on_day": "5", "starts_on_month": "3", "starts_on_year": "2026"}
    walk.post("pause", walk.wren.pk, **dated, reason="In hospital")
    assert "On hold" in walk.get("person", signed.victim_id)

    happened = {"happened_on_day": "6", "happened_on_month": "3", "happened_on_year": "2026"}
    walk.post("happened", walk.wren.pk, **happened, cause="INCIDENT")
    assert "After a new incident" in walk.get("mine")
    with as_worker(walk.worker):
        held = Pause.objects.get()
    walk.post("resume", walk.wren.pk, held.pk)


def test_sharing_and_stopping_on_screen(walk):
    signed = walk.signed()
    other = AgencyFactory()
    walk.post("share", signed.pk, status=422, agency=str(other.pk), why="A meeting")
    SharingAgreementFactory(between=[walk.agency, other])
    walk.post("share", signed.pk, agency=str(other.pk), why="A meeting")

    reader = Client()
    reader.force_login(worker_at(other, Duty.RESEARCH_MARAC))
    answer = reader.get(reverse("risk:assessment", args=[signed.pk]))
    assert answer.status_code == 200
    assert "The person harmed" in answer.content.decode()
    with as_role("wb_bulk"):
        share = signed.shares.get()
    walk.post("stop", signed.pk, share.pk)
    assert reader.get(reverse("risk:assessment", args=[signed.pk])).status_code == 404


def test_another_agencys_assessment_is_not_found(walk):
    signed = walk.signed()
    stranger = Client()
    stranger.force_login(worker_at(AgencyFactory(), *ASSESSING))

    for name in ("assessment", "share", "draft"):
        assert stranger.get(reverse(f"risk:{name}", args=[signed.pk])).status_code == 404
    assert stranger.get(reverse("risk:person", args=[walk.wren.pk])).status_code == 404


def test_the_due_list_asks_the_same_however_long_it_is(walk, django_assert_max_num_queries):
    for person in (walk.wren, walk.rook, walk.robin):
        an_assessment(person, by=walk.worker, agency=walk.agency)
    with django_assert_max_num_queries(40):
        page = walk.get("mine", query="?of=agency")

    assert page.count("Was due") == 3 if timezone.now() > NOON + timedelta(days=90) else page
