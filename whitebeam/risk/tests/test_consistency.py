"""How alike assessors answer is counted for whoever leads them, of nobody alone, for nobody else."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.browser import Client
from tests.factories import AgencyFactory, TeamFactory, worker_at
from tests.people_builders import as_worker
from tests.risk_builders import an_assessment, counted
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Duty
from whitebeam.people.models import Restriction
from whitebeam.risk.models import CountedAnswers, RoleCorrection, RolesMark
from whitebeam.risk.queries import consistency as counting
from whitebeam.risk.rules.answers import Answer, Answered, SaidBy
from whitebeam.risk.rules.consistency import Counts
from whitebeam.risk.rules.months import quarters_before
from whitebeam.risk.rules.pages import CLOSING, FIRST
from whitebeam.risk.tests.desk import ASSESSING, BEFORE, ITEMS, Desk

pytestmark = pytest.mark.django_db
FIRST_ON, AFTER = quarters_before(timezone.localdate(timezone=LONDON), 8)
THEN = datetime(FIRST_ON.year, FIRST_ON.month, 15, 12, tzinfo=UTC)
LATER = datetime(AFTER.year, AFTER.month, 1, 12, tzinfo=UTC) - timedelta(days=30)
SPAN = {"since": datetime(2020, 1, 1, tzinfo=UTC), "until": datetime(2100, 1, 1, tzinfo=UTC)}


class Practice(Desk):
    """Three assessors here ask about stalking, three elsewhere do not."""

    def __init__(self):
        super().__init__()
        self.third = worker_at(self.agency, *ASSESSING)
        self.here = (self.worker, self.colleague, self.third)
        self.other = AgencyFactory(name="Elsewhere")
        self.there = [worker_at(self.other, *ASSESSING) for _ in range(3)]
        self.lead = worker_at(self.agency, Duty.VIEW_SERVICE_FIGURES)
        self.steers = worker_at(AgencyFactory(), Duty.VIEW_MARAC_FIGURES)

    def assessed(self, by, *, agency=None, at=THEN, victim=None, times=1, **answers):
        made = [
            an_assessment(victim or self.wren, by=by, agency=agency or self.agency, at=at)
            for _ in range(times)
        ]
        for one in made:
            counted(one, **(answers or {"stalking": "YES"}))
        return made

    def everywhere(self):
        for by in self.here:
            self.assessed(by, times=4)
            self.assessed(by, times=4, at=LATER)
        for by in self.there:
            self.assessed(by, agency=self.other, times=8, stalking="NOT_ASKED")

    def counts(self, user):
        """Return the counts of one item by the name of the group; everybody's has no name."""
        with as_worker(user):
            found = counting.practice("dash", **SPAN)
        groups = {one.name: one.of("stalking") for one in (found.whole, *found.groups)}
        return {name: one for name, one in groups.items() if one.assessed}


@pytest.fixture
def practice():
    return Practice()


def page(user, name="consistency", *args, status=200, **asked):
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"risk:{name}", args=args), asked)
    assert answer.status_code == status
    return answer.text


def test_signing_counts_what_was_answered_without_words_or_who_said_it(practice):
    draft = practice.started()
    practice.save(draft, FIRST, BEFORE)
    unsure = Answered(Answer.DONT_KNOW, SaidBy.POLICE, "Secret")
    practice.answer(draft, yes=["injury"], no=["weapons"], stalking=unsure)
    practice.save(draft, CLOSING, {"decision-children": "ALREADY"})
    practice.sign(draft)

    with as_role("wb_bulk"):
        [row] = CountedAnswers.objects.all()
    assert row.tool == practice.tools["dash"]
    held = json.loads(row.answers)
    told = {code: one for code, one in held.items() if one != "NOT_ASKED"}
    assert told == {"injury": "YES", "weapons": "NO", "stalking": "DONT_KNOW"}
    assert set(held) == {item.code for item in ITEMS.section.items}
    assert "Secret" not in row.answers


def test_the_set_that_an_answer_opened_is_counted_beside_the_checklist(practice):
    item = next(one for one in ITEMS.section.items if one.opens == "STALKING")
    practice.signed(yes=[item.code])

    with as_role("wb_bulk"):
        kinds = set(CountedAnswers.objects.values_list("tool__kind", flat=True))
    assert kinds == {"CHECKLIST", "STALKING"}


def test_a_lead_has_her_own_agency_and_all_together_and_no_other_by_name(practice):
    practice.everywhere()

    ours = Counts(assessors=3, assessed=24, yes=24)
    whole = Counts(assessors=6, assessed=48, yes=24, not_asked=24)
    assert practice.counts(practice.lead) == {"": whole, practice.agency.name: ours}
    theirs = Counts(assessors=3, assessed=24, not_asked=24)
    assert practice.counts(practice.steers) == {
        "": whole, practice.agency.name: ours, "Elsewhere": theirs,
    }  # fmt: skip


def test_a_lead_has_the_teams_of_her_agency_and_steering_has_none(practice):
    team = TeamFactory(agency=practice.agency, name="North")
    in_team = worker_at(practice.agency, *ASSESSING, team=team)
    practice.assessed(in_team, times=2)

    named = f"{practice.agency.name}: North"
    assert practice.counts(practice.lead)[named] == Counts(assessors=1, assessed=2, yes=2)
    assert named not in practice.counts(practice.steers)


@pytest.mark.parametrize(
    "duties", [ASSESSING, (Duty.MANAGE_AGENCY,), (Duty.VIEW_INDICATORS,), (Duty.COORDINATE_MARAC,)]
)
def test_nobody_else_is_told_anything(practice, duties):
    practice.everywhere()
    other = worker_at(practice.agency, *duties)

    assert practice.counts(other) == {}
    assert page(other, status=403)


def test_who_left_the_duty_is_told_nothing(practice):
    practice.everywhere()
    left = worker_at(practice.agency, Duty.VIEW_SERVICE_FIGURES, ends_on=THEN.date())

    assert practice.counts(left) == {}


@pytest.mark.parametrize("who", ["lead", "steers"])
def test_what_was_never_made_for_the_reader_is_in_none_of_her_sums(practice, who):
    reader = getattr(practice, who)
    practice.assessed(practice.worker, victim=practice.wren, times=2)
    practice.assessed(practice.worker, victim=practice.robin)
    with as_role("wb_bulk"):
        Restriction.objects.create(
            person=practice.robin, user=reader, reason="Kin", set_by=practice.worker, set_at=THEN
        )  # fmt: skip

    assert {one.assessed for one in practice.counts(reader).values()} == {2}


def test_drafts_what_was_set_aside_and_what_is_in_doubt_count_for_nothing(practice):
    draft, aside, doubtful, _ = practice.assessed(practice.worker, times=4)
    with as_role("wb_bulk"):
        correction = RoleCorrection.objects.create(
            person=practice.rook, other=practice.wren, agency=practice.other,
            raised_by=practice.worker, raised_at=THEN,
        )  # fmt: skip
        draft.state, draft.signed_at = "DRAFT", None
        aside.set_aside_by = correction
        draft.save(update_fields=["state", "signed_at"])
        aside.save(update_fields=["set_aside_by"])
        RolesMark.objects.create(
            assessment=doubtful, correction=correction, by_kind="POLICE", marked_on=THEN.date()
        )

    assert practice.counts(practice.lead)[""].assessed == 1


def raw(user, sql, *values):
    with as_worker(user), connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_what_the_database_gives_out_is_sealed_and_names_nobody(practice):
    [signed] = practice.assessed(practice.worker)
    practice.assessed(practice.there[0], agency=practice.other)
    asked = "select * from sec.risk_answers_to_count('dash', '2020-01-01', '2100-01-01')"

    rows = raw(practice.lead, asked)

    assert {row[1] for row in rows} == {practice.agency.pk, None}
    told = {str(cell) for row in rows for cell in row}
    assert not told & {str(pk) for pk in (signed.pk, practice.wren.pk, practice.worker.pk)}
    assert not any(b"YES" in bytes(row[-1]) for row in rows)


@pytest.mark.parametrize(
    "sql",
    [
        "select * from risk_countedanswers",
        "update risk_countedanswers set answers = ''",
        "delete from risk_countedanswers",
    ],
)
def test_nobody_reads_or_changes_the_rows(practice, sql):
    practice.assessed(practice.worker)

    for user in (practice.worker, practice.lead, practice.steers):
        with pytest.raises(DatabaseError):
            raw(user, sql)


def test_only_the_one_who_signed_counts_an_assessment_and_only_its_tools(practice):
    signed = an_assessment(practice.wren, by=practice.worker, agency=practice.agency)
    adds = "insert into risk_countedanswers values (gen_random_uuid(), now(), now(), '', %s, %s)"

    with pytest.raises(DatabaseError):
        raw(practice.colleague, adds, signed.pk, practice.tools["dash"].pk)
    with pytest.raises(DatabaseError):
        raw(practice.worker, adds, signed.pk, practice.tools["honour"].pk)
    assert raw(practice.worker, adds, signed.pk, practice.tools["dash"].pk) == 1


def test_the_page_lays_the_agency_beside_the_rest_and_says_what_it_is_for(practice):
    practice.everywhere()

    seen = page(practice.lead, show="yes")

    assert "For training only." in seen
    assert "held against one person" in seen
    assert "100%" in seen
    assert "More often here" in seen
    assert "wb-chart--bars" in seen
    assert "Elsewhere" not in seen
    assert "Elsewhere" in page(practice.steers)
    item = page(practice.lead, "consistency_item", "dash", "stalking")
    assert "Quarter by quarter" in item
    assert "100%" in item


def test_the_practice_of_two_assessors_is_not_shown(practice):
    for by in practice.here[:2]:
        practice.assessed(by, times=20)
    for by in practice.there:
        practice.assessed(by, agency=practice.other, times=8)

    seen = page(practice.lead, show="yes")

    assert "Too few to show" in seen
    assert "%" not in seen
    assert "%" not in page(practice.lead, "consistency_item", "dash", "stalking")


def test_what_is_not_there_is_not_found_and_nothing_counted_is_said(practice):
    assert "Nothing is counted yet" in page(practice.lead)
    page(practice.lead, tool="none", status=404)
    page(practice.lead, "consistency_item", "dash", "none", status=404)
    practice.everywhere()
    assert practice.agency.name in page(practice.lead, of="x", show="x")
