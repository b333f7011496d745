"""Conflict blocks on a person: set by one guardian, lifted only by two of different agencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty, Team
from whitebeam.partners.policy import agencies_where, has_duty
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import Restriction


@dataclass(frozen=True, slots=True)
class Whom:
    """The one user, team or agency that a block keeps out."""

    user: User | None = None
    team: Team | None = None
    agency: Agency | None = None

    def as_fields(self) -> dict[str, User | Team | Agency | None]:
        return {"user": self.user, "team": self.team, "agency": self.agency}

    def is_one(self) -> bool:
        return sum(value is not None for value in self.as_fields().values()) == 1

    def named(self) -> tuple[str, UUID]:
        """Return what kind of whom this is, and its id, as the audit takes it."""
        return next((kind, value.pk) for kind, value in self.as_fields().items() if value)


@transaction.atomic
def restrict(
    *, person_ids: Sequence[UUID], whom: Whom, reason: str, by: User, at: datetime
) -> list[Restriction]:
    """Make people not exist for one user, team or agency, from this moment.

    All of them in one statement: a guardian who keeps herself out sees none once the first is set.

    :raises Refused: if the user guards not all of them, several or nobody is named, or no reason is
    """
    check(whom=whom, reason=reason, by=by)
    if not all(_may_block(person_id) for person_id in person_ids):
        raise Refused("There is no such person among those you guard")
    restrictions = Restriction.objects.bulk_create(
        Restriction(person_id=person_id, reason=reason, set_by=by, set_at=at, **whom.as_fields())
        for person_id in person_ids
    )
    kind, whom_id = whom.named()
    for restriction in restrictions:
        audit.record(
            verb=Happened.RESTRICTION_SET,
            subject=restriction,
            against=kind,
            against_id=whom_id,
        )
    return restrictions


def check(*, whom: Whom, reason: str, by: User) -> None:
    """Ask what every conflict block needs: a guardian, one to keep out, and a reason.

    :raises Refused: if one of them is missing
    """
    if not has_duty(by, Duty.GUARD_RECORDS):
        raise Refused("Only a guardian sets a conflict block")
    if not whom.is_one():
        raise Refused("Choose one worker, team or agency")
    if not reason.strip():
        raise Refused("Enter why there is a conflict")


@transaction.atomic
def ask_to_lift(*, restriction_id: UUID, by: User) -> Restriction:
    """Ask that a block be lifted; a guardian of another agency must agree.

    :raises Refused: if it is lifted already, or not kept by this guardian
    """
    restriction = _kept(restriction_id, by=by)
    restriction.lifted_by = by
    restriction.save(update_fields=["lifted_by", "updated_at"])
    audit.record(
        verb=Happened.RESTRICTION_LIFTED,
        subject=restriction,
        person_id=restriction.person_id,
        step="asked",
    )
    return restriction


@transaction.atomic
def agree_to_lift(*, restriction_id: UUID, by: User) -> Restriction:
    """Lift a block that a guardian of another agency asked to have lifted.

    :raises Refused: if nobody asked, or the one who asked works for the same agency
    """
    restriction = _kept(restriction_id, by=by)
    check_second_guardian(asker=restriction.lifted_by, by=by)
    with connection.cursor() as cursor:
        cursor.execute("select sec.lift_restriction(%s)", [restriction.pk])
    audit.record(
        verb=Happened.RESTRICTION_LIFTED,
        subject=restriction,
        person_id=restriction.person_id,
        step="agreed",
    )
    return restriction


def check_second_guardian(*, asker: User | None, by: User) -> None:
    """Ask that a lifting has two guardians who work for no agency in common.

    :raises Refused: if nobody asked, or the one who asked works where this guardian guards
    """
    if asker is None:
        raise Refused("Nobody has asked for this block to be lifted")
    shared = asker.memberships.filter(agency__in=agencies_where(by, Duty.GUARD_RECORDS))
    if asker == by or shared.exists():
        raise Refused("A guardian of another agency must agree")


def _may_block(person_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select sec.may_block(%s)", [person_id])
        return bool(cursor.fetchone()[0])


def _kept(restriction_id: UUID, *, by: User) -> Restriction:
    kept = policy.restrictions_kept_by(by).filter(lifted_at=None)
    restriction = kept.select_for_update(of=("self",)).filter(pk=restriction_id).first()
    if restriction is None:
        raise Refused("This block is lifted already")
    return restriction
