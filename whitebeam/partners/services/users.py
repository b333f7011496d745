"""What an agency's lead does about the agency's users. Nobody changes their own access."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from whitebeam.accounts.events import Happened as Account
from whitebeam.accounts.models import User
from whitebeam.accounts.services.sessions import end_sessions_of, end_user
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.events import Happened
from whitebeam.partners.models import Duty, Membership
from whitebeam.partners.services.inviting import require_givable

NOT_YOURS = "You may not change this person's access"
DAY = timedelta(days=1)


@transaction.atomic
def change_duties(
    *, membership_id: UUID, duties: Sequence[Duty], starts_on: date, by: User, on: date
) -> Membership:
    """Give other duties from a day, today or later; until then the present ones hold.

    :raises Refused: if the user may not, or the day is past
    """
    membership = _changeable(membership_id, by)
    require_givable(duties, by=by)
    if starts_on < max(on, membership.starts_on):
        raise Refused("Choose today or a later day")
    before = list(membership.duties)
    if starts_on == membership.starts_on:
        changed = membership
        changed.duties = list(duties)
        changed.save(update_fields=["duties", "updated_at"])
    else:
        changed = _follow(membership, duties=duties, starts_on=starts_on, by=by)
    audit.record(
        verb=Happened.DUTIES_CHANGED,
        subject=changed,
        user=membership.user_id,
        before=before,
        after=list(duties),
        starts_on=starts_on,
    )
    return changed


@transaction.atomic
def end_access(*, membership_id: UUID, by: User, at: datetime, on: date) -> None:
    """End somebody's work for the agency now; every session of theirs ends with it.

    :raises Refused: if the user may not
    """
    membership = _changeable(membership_id, by)
    membership.end(on=on)
    membership.save(update_fields=["ends_on", "duties", "updated_at"])
    user = membership.user
    audit.record(verb=Happened.ACCESS_ENDED, subject=membership, user=user.pk)
    works_elsewhere = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=on), user=user
    ).exclude(duties=[])
    if works_elsewhere.exists():
        end_sessions_of(user)
    else:
        end_user(user, at=at)


@transaction.atomic
def confirm_access(*, membership_id: UUID, by: User, on: date) -> None:
    """Say that somebody's access is still right.

    :raises Refused: if the user may not
    """
    membership = _changeable(membership_id, by)
    membership.checked_on = on
    membership.save(update_fields=["checked_on", "updated_at"])
    audit.record(verb=Happened.ACCESS_CHECKED, subject=membership, user=membership.user_id)


@transaction.atomic
def end_sessions(*, membership_id: UUID, by: User) -> int:
    """End every session of somebody of the agency, and return how many.

    :raises Refused: if the user may not
    """
    return end_sessions_of(_changeable(membership_id, by).user)


@transaction.atomic
def reset_second_factor(*, membership_id: UUID, by: User) -> None:
    """Take away the lost second factors of somebody who stands before the lead.

    They add a new one at their next sign-in, for which they still need their password.

    :raises Refused: if the user may not
    """
    user = _changeable(membership_id, by).user
    Authenticator.objects.filter(user=user).delete()
    end_sessions_of(user)
    audit.record(verb=Account.FACTORS_RESET, subject=user)


def _changeable(membership_id: UUID, by: User) -> Membership:
    rows = policy.memberships_changeable_by(by).select_for_update(of=("self",))
    membership = rows.select_related("user").filter(pk=membership_id).first()
    if membership is None:
        raise Refused(NOT_YOURS)
    return membership


def _follow(
    membership: Membership, *, duties: Sequence[Duty], starts_on: date, by: User
) -> Membership:
    last = membership.ends_on
    membership.ends_on = starts_on - DAY
    membership.save(update_fields=["ends_on", "updated_at"])
    return Membership.objects.create(
        user=membership.user,
        agency_id=membership.agency_id,
        team_id=membership.team_id,
        is_deputy=membership.is_deputy,
        duties=list(duties),
        starts_on=starts_on,
        ends_on=last,
        checked_on=membership.checked_on,
        added_by=by,
    )
