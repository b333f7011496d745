"""Conflict blocks on a person: set by one guardian, lifted only by two of different agencies."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

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
def restrict(*, person_id: UUID, whom: Whom, reason: str, by: User, at: datetime) -> Restriction:
    """Make a person not exist for one user, team or agency, from this moment.

    :raises Refused: if the user is no guardian, nobody or several are named, or no reason is given
    """
    if not has_duty(by, Duty.GUARD_RECORDS):
        raise Refused("Only a guardian sets a conflict block")
    if not whom.is_one():
        raise Refused("Choose one worker, team or agency")
    if not reason.strip():
        raise Refused("Enter why there is a conflict")
    restriction = Restriction(
        person_id=person_id, reason=reason, set_by=by, set_at=at, **whom.as_fields()
    )
    restriction.save(force_insert=True)
    kind, whom_id = whom.named()
    audit.record(
        verb=Happened.RESTRICTION_SET,
        subject=restriction,
        person_id=person_id,
        against=kind,
        against_id=whom_id,
    )
    return restriction


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
def agree_to_lift(*, restriction_id: UUID, by: User, at: datetime) -> Restriction:
    """Lift a block that a guardian of another agency asked to have lifted.

    :raises Refused: if nobody asked, or the one who asked works for the same agency
    """
    restriction = _kept(restriction_id, by=by)
    asker = restriction.lifted_by
    if asker is None:
        raise Refused("Nobody has asked for this block to be lifted")
    mine = agencies_where(by, Duty.GUARD_RECORDS)
    if asker == by or mine.filter(pk__in=agencies_where(asker, Duty.GUARD_RECORDS)).exists():
        raise Refused("A guardian of another agency must agree")
    restriction.lift_approved_by, restriction.lifted_at = by, at
    restriction.save(update_fields=["lift_approved_by", "lifted_at", "updated_at"])
    audit.record(
        verb=Happened.RESTRICTION_LIFTED,
        subject=restriction,
        person_id=restriction.person_id,
        step="agreed",
    )
    return restriction


def _kept(restriction_id: UUID, *, by: User) -> Restriction:
    kept = policy.restrictions_kept_by(by).filter(lifted_at=None)
    restriction = kept.select_for_update(of=("self",)).filter(pk=restriction_id).first()
    if restriction is None:
        raise Refused("This block is lifted already")
    return restriction
