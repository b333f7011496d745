"""Past every page, nobody answers, agrees, accepts, signs or lifts in another's name."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import worker_at
from tests.marac_builders import LONG_AGO, NOON, a_listing, a_meeting, acting_as
from tests.roles import as_role
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseBlock,
    EarlySettlement,
    FlagRequest,
    Meeting,
    Participant,
    ResearchRequest,
    Wish,
)
from whitebeam.marac.tests.research_steps import an_asked_case, request_of
from whitebeam.partners.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.walls]


class World:
    """A case with a meeting, a flag and a proposal to settle it, that anybody may try to change."""

    def __init__(self):
        self.marac, self.case = marac, case = an_asked_case()
        self.guardian = worker_at(marac.hub, Duty.GUARD_RECORDS)
        self.other_guardian = worker_at(marac.police, Duty.GUARD_RECORDS)
        with as_role("wb_bulk"):
            self.item = case.listings.first() or a_listing(a_meeting(marac), case)
            heard = {"outcome": "HEARD", "opened_at": NOON, "closed_at": NOON}
            AgendaItem.objects.filter(pk=self.item.pk).update(**heard)
            flagging = {"asked_at": NOON, "until": LONG_AGO}
            flag, _ = FlagRequest.objects.update_or_create(
                case=case, agency=marac.police, defaults=flagging
            )
            self.rows = {
                ResearchRequest: request_of(case, marac.police),
                FlagRequest: flag,
                EarlySettlement: EarlySettlement.objects.create(
                    case=case,
                    reason="x",
                    proposed_by=marac.rep,
                    proposed_for=marac.police,
                    proposed_at=NOON,
                ),
                Attendance: Attendance.objects.create(
                    meeting=self.item.meeting, user=marac.rep, agency=marac.police, role="MEMBER"
                ),
                CaseBlock: CaseBlock.objects.create(
                    case=case, user=marac.outsider, reason="Kin", set_by=marac.chair, set_at=NOON
                ),
                Case: case,
                AgendaItem: self.item,
                Meeting: self.item.meeting,
            }

    def user(self, name):
        return getattr(self.marac, name, None) or getattr(self, name)

    def row(self, kind):
        return self.rows[kind]

    def kept(self, kind, columns):
        with as_role("wb_bulk"):
            return kind.objects.filter(pk=self.rows[kind].pk).values(*columns).get()

    def is_already(self, kind, **values):
        with as_role("wb_bulk"):
            kind.objects.filter(pk=self.rows[kind].pk).update(**values)

    def changes(self, who, kind, **values):
        """Change a row in one statement as somebody; say whether anything was changed."""
        given = {
            column: self.user(value).pk if isinstance(value, str) and value in NAMES else value
            for column, value in values.items()
        }
        columns = ", ".join(f"{column} = %s" for column in given)
        statement = f"update {kind._meta.db_table} set {columns} where id = %s"
        try:
            with (
                acting_as(self.user(who)),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [*given.values(), self.rows[kind].pk])
                return bool(cursor.rowcount)
        except DatabaseError:
            return False


NAMES = {
    *("rep", "housing_rep", "idva", "chair", "coordinator", "referrer", "guardian"),
    *("other_guardian", "police", "housing", "hub"),
}
SECOND = {"seconded_by_id": "housing_rep", "seconded_for_id": "housing", "seconded_at": NOON}
WRONG = [
    # The second agreement is of another agency, in one's own name.
    (
        "rep",
        EarlySettlement,
        {"seconded_by_id": "rep", "seconded_for_id": "police", "seconded_at": NOON},
    ),
    (
        "rep",
        EarlySettlement,
        {"seconded_by_id": "housing_rep", "seconded_for_id": "housing", "seconded_at": NOON},
    ),
    (
        "housing_rep",
        EarlySettlement,
        {"seconded_by_id": "housing_rep", "seconded_for_id": "hub", "seconded_at": NOON},
    ),
    ("rep", EarlySettlement, {"idva_id": "rep", "idva_agreed_at": NOON}),
    ("rep", EarlySettlement, {"idva_id": "idva", "idva_agreed_at": NOON}),
    ("coordinator", EarlySettlement, {"decided_by_id": "coordinator", "decided_at": NOON}),
    ("housing_rep", EarlySettlement, {"withdrawn_by_id": "rep", "withdrawn_at": NOON}),
    ("housing_rep", EarlySettlement, {"audit": "SOUND"}),
    ("coordinator", ResearchRequest, {"answer": "NOTHING_KNOWN", "answered_at": NOON}),
    ("rep", ResearchRequest, {"answered_by_id": "housing_rep"}),
    ("rep", ResearchRequest, {"withdrawn_at": NOON}),
    ("rep", ResearchRequest, {"due_at": NOON}),
    ("coordinator", Attendance, {"accepted_at": NOON}),
    ("chair", Attendance, {"accepted_at": NOON}),
    ("coordinator", FlagRequest, {"flagged_at": NOON, "flagged_by_id": "coordinator"}),
    ("rep", FlagRequest, {"flagged_at": NOON, "flagged_by_id": "chair"}),
    ("rep", FlagRequest, {"until": NOON.date()}),
    ("referrer", Case, {"state": "CLOSED"}),
    ("referrer", Case, {"screened_at": NOON, "screened_by_id": "referrer"}),
    ("referrer", Case, {"idva_id": "referrer"}),
    ("idva", Case, {"state": "CLOSED"}),
    ("idva", Case, {"closed_at": NOON}),
    ("idva", Case, {"event_kind": "VIOLENCE", "event_on": NOON.date()}),
    ("referrer", Case, {"event_kind": "VIOLENCE", "event_on": NOON.date()}),
    ("coordinator", AgendaItem, {"signed_at": NOON}),
    ("coordinator", Meeting, {"signed_at": NOON, "signed_by_id": "chair"}),
    ("guardian", CaseBlock, {"lifted_by_id": "other_guardian"}),
]
RIGHT = [
    ("housing_rep", EarlySettlement, SECOND),
    ("housing_rep", EarlySettlement, {"withdrawn_by_id": "housing_rep", "withdrawn_at": NOON}),
    ("idva", EarlySettlement, {"idva_id": "idva", "idva_agreed_at": NOON}),
    ("coordinator", ResearchRequest, {"due_at": NOON}),
    ("rep", Attendance, {"accepted_at": NOON}),
    ("rep", FlagRequest, {"flagged_at": NOON, "flagged_by_id": "rep"}),
    ("referrer", Case, {"state": "WITHDRAWN"}),
    ("idva", Case, {"idva_id": "idva"}),
    ("guardian", CaseBlock, {"lifted_by_id": "guardian"}),
]


@pytest.fixture
def world():
    return World()


def named(rows):
    return [f"{who}-{kind.__name__}-{'-'.join(values)}" for who, kind, values in rows]


@pytest.mark.parametrize(("who", "kind", "values"), WRONG, ids=named(WRONG))
def test_it_is_not_hers_to_write(world, who, kind, values):
    before = world.kept(kind, values)

    assert not world.changes(who, kind, **values)
    assert world.kept(kind, values) == before


@pytest.mark.parametrize(("who", "kind", "values"), RIGHT, ids=named(RIGHT))
def test_her_own_is(world, who, kind, values):
    assert world.changes(who, kind, **values)


def test_one_guardian_does_not_lift_a_block_alone(world):
    assert not world.changes("guardian", CaseBlock, lifted_by_id="other_guardian")
    assert world.changes("guardian", CaseBlock, lifted_by_id="guardian")

    with (
        acting_as(world.guardian),
        pytest.raises(DatabaseError, match="may not lift"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("select sec.marac_lift_block(%s)", [world.row(CaseBlock).pk])


def test_what_was_decided_or_signed_is_not_taken_back(world):
    marac = world.marac
    world.is_already(
        EarlySettlement,
        seconded_by=marac.housing_rep,
        seconded_for=marac.housing,
        seconded_at=NOON,
        idva=marac.idva,
        idva_agreed_at=NOON,
        decided_by=marac.coordinator,
        decided_at=NOON,
    )
    world.is_already(AgendaItem, signed_at=NOON)

    assert not world.changes("rep", EarlySettlement, withdrawn_by_id="rep", withdrawn_at=NOON)
    assert not world.changes("coordinator", EarlySettlement, decided_at=None, decided_by_id=None)
    assert not world.changes("chair", AgendaItem, signed_at=None)


def test_a_part_that_has_ended_is_not_begun_again(world):
    with as_role("wb_bulk"):
        part = world.case.participants.filter(agency=world.marac.housing).first()
        Participant.objects.filter(pk=part.pk).update(ended_at=NOON)
    world.rows[Participant] = part

    assert not world.changes("coordinator", Participant, ended_at=None)


def test_a_proposal_begins_with_one_agency_and_is_hers(world):
    marac = world.marac

    for given in (
        {"proposed_for": marac.police},
        {"seconded_by": marac.housing_rep, "seconded_for": marac.police, "seconded_at": NOON},
        {"idva": marac.idva, "idva_agreed_at": NOON},
        {"decided_by": marac.housing_rep, "decided_at": NOON},
    ):
        row = EarlySettlement(
            **{
                "case": world.case,
                "reason": "x",
                "proposed_by": marac.housing_rep,
                "proposed_for": marac.housing,
                "proposed_at": NOON,
            }
            | given
        )
        wall = pytest.raises(DatabaseError, match="row-level security")
        with acting_as(marac.housing_rep), wall, transaction.atomic():
            row.save(force_insert=True)


def test_an_adviser_writes_for_her_own_service(world):
    marac = world.marac
    wish = Wish(
        case=world.case, when="BEFORE", words="x", agency=marac.police, by=marac.idva, at=NOON,
        once_key=uuid4(),
    )  # fmt: skip

    with (
        acting_as(marac.idva),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        wish.save(force_insert=True)
