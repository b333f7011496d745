"""Writes a world into the database, past the walls, and remembers which row is which number."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from tests.factories import (
    AgencyFactory,
    MembershipFactory,
    SharingAgreementFactory,
    TeamFactory,
    UserFactory,
)
from tests.referral_builders import a_form
from tests.risk_builders import an_assessment
from tests.roles import as_role
from tests.worlds.model import Block, World
from whitebeam.accounts.models import User
from whitebeam.partners.models import Agency, SharingAgreement, Team
from whitebeam.people.models import Involvement, Name, Person, Restriction
from whitebeam.referrals.models import (
    CaseBlock,
    Part,
    Queue,
    QueueEntry,
    Referral,
)
from whitebeam.risk.models import AssessedChild, Assessment, Shared

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass
class Built:
    agencies: list[Agency]
    teams: list[Team]
    users: list[User]
    agreements: list[SharingAgreement]
    people: list[Person]
    referrals: list[Referral]
    assessments: list[Assessment]

    def numbers(self, kind: str, pks: set) -> set[int]:
        return {number for number, row in enumerate(getattr(self, kind)) if row.pk in pks}


def build(world: World) -> Built:
    agencies = [
        AgencyFactory(status="ACTIVE" if a.is_active else "STOPPED") for a in world.agencies
    ]
    teams = [TeamFactory(agency=agency) for agency in agencies]
    users = [UserFactory(is_active=active) for active in world.active_users]
    agreements = [
        SharingAgreementFactory(starts_on=a.starts_on, ends_on=a.ends_on, between=agencies)
        for a in world.agreements
    ]
    for m in world.memberships:
        MembershipFactory(
            user=users[m.user],
            agency=agencies[m.agency],
            team=None if m.team is None else teams[m.team],
            duties=sorted(m.duties),
            starts_on=m.starts_on,
            ends_on=m.ends_on,
        )
    built = Built(agencies, teams, users, agreements, [], [], [])
    with as_role("wb_bulk"):
        _people(world, built)
        _referrals(world, built)
        _assessments(world, built)
    return built


def _people(world: World, built: Built) -> None:
    for number in range(world.people):
        person = Person.objects.create(known_as=f"Person {number}", recorded_by=built.agencies[0])
        Name.objects.create(
            person=person, kind="BIRTH", given="Given", recorded_by=built.agencies[0]
        )
        built.people.append(person)
    for i in world.involvements:
        Involvement.objects.create(
            person=built.people[i.person],
            agency=built.agencies[i.agency],
            agreement=None if i.agreement is None else built.agreements[i.agreement],
            capacity="RECORD",
            purpose="SUPPORT",
            starts_on=world.today,
            ended_at=NOON if i.is_ended else None,
        )
    for block in world.person_blocks:
        Restriction.objects.create(
            person=built.people[block.subject], **against(block, built), **setting(block, built)
        )


def _referrals(world: World, built: Built) -> None:
    form = a_form()
    for r in world.referrals:
        referral = Referral.objects.create(
            reference=uuid4().hex[:12],
            form=form,
            answers="{}",
            basis="CONSENT",
            sent_by=built.agencies[r.sent_by],
            submitted_by=built.users[r.submitted_by],
            sent_at=NOON,
            once_key=uuid4(),
        )
        built.referrals.append(referral)
        QueueEntry.objects.create(
            referral=referral,
            queue=Queue.objects.create(code=uuid4(), agency=built.agencies[r.held_by]),
            agency=built.agencies[r.held_by],
            agreement=None if r.agreement is None else built.agreements[r.agreement],
            sender=built.agencies[r.sent_by],
            rank=1,
            entered_at=NOON,
            due_at=NOON,
        )
        for place, person in enumerate(r.people):
            Part.objects.create(
                referral=referral,
                person=built.people[person],
                kind="VICTIM" if place == 0 else "CHILD",
            )
    for block in world.referral_blocks:
        CaseBlock.objects.create(
            referral=built.referrals[block.subject],
            **against(block, built),
            **setting(block, built),
        )


def _assessments(world: World, built: Built) -> None:
    for a in world.assessments:
        assessment = an_assessment(
            built.people[a.victim],
            perpetrator=None if a.perpetrator is None else built.people[a.perpetrator],
            by=built.users[0],
            agency=built.agencies[a.agency],
        )
        built.assessments.append(assessment)
        if a.child is not None:
            AssessedChild.objects.create(assessment=assessment, person=built.people[a.child])
        if a.shared_with is not None:
            Shared.objects.create(
                assessment=assessment,
                agency=built.agencies[a.shared_with],
                shared_by_agency=built.agencies[a.agency],
                agreement=built.agreements[a.agreement],
                why="A meeting",
                by=built.users[0],
                at=NOON,
                ended_at=NOON if a.sharing_is_ended else None,
            )


def against(block: Block, built: Built) -> dict:
    rows = {"user": built.users, "team": built.teams, "agency": built.agencies}[block.against]
    return {block.against: rows[block.whom]}


def setting(block: Block, built: Built) -> dict:
    one, other = built.users[:2]
    lifted = {"lifted_at": NOON, "lifted_by": one, "lift_approved_by": other}
    return {"reason": "A conflict", "set_by": one, "set_at": NOON} | (
        lifted if block.is_lifted else {}
    )
