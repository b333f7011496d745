"""Writing and signing an assessment: what is kept, what is refused, what the next one does."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import AgencyFactory, worker_at
from tests.people_builders import NOON, TODAY, a_person, as_worker
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries import latest_signed_of
from whitebeam.risk.queries.reading import reading_of
from whitebeam.risk.queries.settings import criteria_in_force
from whitebeam.risk.rules.answers import read
from whitebeam.risk.rules.contents import unpacked
from whitebeam.risk.rules.pages import CLOSING, FIRST, Asked, mark_of
from whitebeam.risk.services.assessing import Clash, content_of, discard
from whitebeam.risk.tests.desk import ASSESSING, BEFORE, Desk

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=30)
MANY = (
    *("injury", "very_frightened", "fear_of_what", "isolated", "low_or_suicidal", "stalking"),
    *("more_often", "worse", "control_jealousy", "weapons", "threat_to_kill", "sexual"),
    *("animals", "money"),
)


@pytest.fixture
def desk():
    return Desk()


def grounds(assessment):
    with as_role("wb_bulk"):
        return set(assessment.grounds.values_list("ground", flat=True))


def test_a_signed_assessment_keeps_total_level_and_criteria(desk):
    signed = desk.signed(yes=("injury",), no=("animals",))

    assert (signed.state, signed.score, signed.items_n) == ("SIGNED", 1, 24)
    assert (signed.answered_n, signed.dont_know_n) == (2, 0)
    assert (signed.band, signed.level, signed.mode) == ("STANDARD", "STANDARD", "FACE_TO_FACE")
    assert signed.criteria["dash.very_high_risk"]["value"] == 14
    assert signed.criteria["marac.escalation_months"]["source"]
    assert grounds(signed) == set()


def test_every_ground_that_applies_is_stored_with_its_criteria(desk):
    days = {f"police_on_{n}": str(TODAY - timedelta(days=n)) for n in (1, 2, 3)}
    marac = {"marac_on": "2025-12-01", "since_on": "2026-03-01", "since_kind": "THREATS"}
    judged = {
        "judged_level": "HIGH",
        "judgement_reason": "She expects to be killed",
        "risk_of_harm": "He said goodbye to the children",
    }

    signed = desk.signed(yes=MANY, events={**days, **marac}, closing=judged)

    assert signed.level == "HIGH"
    assert grounds(signed) == {
        *("VISIBLE_HIGH_RISK", "PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION", "REPEAT"),
        "HIGH_RISK_OF_HARM",
    }
    with as_role("wb_bulk"):
        escalating = signed.grounds.get(ground="POTENTIAL_ESCALATION")
    assert escalating.criteria["marac.escalation_months"]["value"] == 6
    assert "2026-03-01" in escalating.evidence


def test_judgement_raises_the_level(desk):
    judged = {"judged_level": "HIGH", "judgement_reason": "Strangled last week"}

    signed = desk.signed(closing=judged)

    assert (signed.band, signed.level) == ("STANDARD", "HIGH")
    assert grounds(signed) == {"PROFESSIONAL_JUDGEMENT"}


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        ({"judged_level": "STANDARD", "judgement_reason": "Calm"}, "never lower"),
        ({"judged_level": "HIGH"}, "reason"),
    ],
)
def test_a_judgement_that_cannot_stand_is_refused(desk, closing, said):
    with pytest.raises(Refused, match=said):
        desk.signed(yes=MANY, closing=closing)

    with as_role("wb_bulk"):
        assert Assessment.objects.get().state == "DRAFT"


def test_it_is_not_signed_before_the_first_page_or_without_an_answer(desk):
    draft = desk.started()
    with pytest.raises(Refused, match="Before you ask"):
        desk.sign(draft)

    desk.save(draft, FIRST, BEFORE)
    with pytest.raises(Refused, match="at least one question"):
        desk.sign(draft)


def test_children_need_a_decision_before_signing(desk):
    desk.has_a_child()
    draft = desk.started()
    desk.save(draft, FIRST, BEFORE)
    desk.answer(draft, yes=["injury"])
    with pytest.raises(Refused, match="Children"):
        desk.sign(draft)

    desk.save(draft, CLOSING, {"decision-children": "NOT_NEEDED"})
    with pytest.raises(Refused, match="Say why not"):
        desk.sign(draft)

    desk.save(draft, CLOSING, {"decision-children": "NOT_NEEDED", "words-children": "Grown up"})
    signed = desk.sign(draft)
    with as_role("wb_bulk"):
        assert signed.decisions.get().decision == "NOT_NEEDED"
        assert [one.person_id for one in signed.children.all()] == [desk.robin.pk]


def test_answers_keep_four_kinds_apart_and_who_said_it(desk):
    draft = desk.started()
    desk.answer(draft, yes=["injury"], no=["animals"])

    held = read(str(desk.answer(draft, yes=["weapons"]).answers))

    assert {code: str(one.answer) for code, one in held.items()} == {
        "injury": "YES",
        "animals": "NO",
        "weapons": "YES",
    }
    with as_worker(desk.worker):
        assert reading_of(draft, on=TODAY).score.items == 24


def test_the_next_one_supersedes_and_fills_nothing_in(desk):
    first = desk.signed()
    second = desk.started()

    assert read(str(second.answers)) == {}

    desk.save(second, FIRST, BEFORE)
    desk.answer(second, yes=["weapons"])
    second = desk.sign(second, at=LATER)
    with as_role("wb_bulk"):
        first.refresh_from_db()
    assert (first.state, first.superseded_at, second.supersedes_id) == (
        *("SUPERSEDED", LATER),
        first.pk,
    )
    with as_worker(desk.worker):
        assert latest_signed_of(desk.worker, desk.wren.pk) == second


def test_a_colleague_may_supersede_but_not_write_in_it(desk):
    first = desk.signed()

    second = desk.signed(by=desk.colleague, at=LATER)

    assert second.supersedes_id == first.pk


def test_another_agency_does_not_supersede(desk):
    first = desk.signed()
    elsewhere = AgencyFactory()
    worker = worker_at(elsewhere, *ASSESSING)
    other = a_person(elsewhere, by=worker, known_as="Wren Elsewhere")
    desk.agency = elsewhere
    with as_worker(worker):
        second = desk.signed(by=worker, victim=other, perpetrator=None)

    assert second.supersedes_id is None
    with as_role("wb_bulk"):
        first.refresh_from_db()
    assert first.state == "SIGNED"


def test_a_signed_one_cannot_be_changed_by_service_or_statement(desk):
    signed = desk.signed()
    with pytest.raises(Refused, match="signed"):
        desk.answer(signed, yes=["weapons"])

    for change in ("level = 'HIGH'", "answers = 'x'", "state = 'DRAFT'", "score = 20"):
        statement = f"update risk_assessment set {change} where id = %s"
        acting, cursor = as_worker(desk.worker), connection.cursor()
        with acting, cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement, [signed.pk])


def test_a_result_of_another_tool_is_kept_without_its_questions(desk):
    signed = desk.external()

    assert (signed.score, signed.level) == (None, "HIGH")
    assert unpacked(signed.external)["name"] == "DARA"
    assert grounds(signed) == set()


def test_a_page_changed_on_another_device_is_not_overwritten(desk):
    draft = desk.started()
    desk.save(draft, FIRST, BEFORE)
    shown = mark_of({})

    with pytest.raises(Clash):
        desk.save(draft, FIRST, {"mode": "PHONE"}, seen=shown, tab="other")

    with as_worker(desk.worker):
        draft.refresh_from_db()
    assert content_of(draft, Asked("first", ""))["mode"] == "FACE_TO_FACE"


def test_discarding_empties_it(desk):
    draft = desk.started()
    desk.answer(draft, yes=["injury"])

    with as_worker(desk.worker):
        discard(draft.pk, by=desk.worker, at=NOON)

    with as_role("wb_bulk"):
        draft.refresh_from_db()
    assert (str(draft.answers), draft.discarded_at) == ("{}", NOON)
    with pytest.raises(Refused):
        desk.answer(draft, yes=["injury"])


def test_only_people_and_tools_of_the_worker_can_be_assessed(desk):
    stranger = a_person(AgencyFactory(), known_as="Lark Elsewhere")
    with pytest.raises(Refused, match="two people"):
        desk.started(victim=stranger)
    with pytest.raises(Refused, match="two people"):
        desk.started(perpetrator=desk.wren)

    with as_role("wb_bulk"):
        desk.tools["dash"].agency_kinds = ["POLICE"]
        desk.tools["dash"].save()
    with pytest.raises(Refused, match="not in use"):
        desk.started()


def test_signing_is_in_the_audit_under_the_person(desk):
    desk.signed()

    with as_role("wb_backup"), connection.cursor() as cursor:
        cursor.execute(
            "select verb from audit_entry where person_id = %s and verb like 'risk.%%' order by id",
            [desk.wren.pk],
        )
        verbs = [row[0] for row in cursor.fetchall()]
    assert verbs == ["risk.assessment.started", "risk.assessment.signed"]


def test_without_criteria_nothing_is_read():
    with pytest.raises(Refused, match="not set up"):
        criteria_in_force()
