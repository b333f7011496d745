"""Invites people to work for an agency here. There is no other way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import OneUseLink, User
from whitebeam.accounts.policy import provider_of_address
from whitebeam.accounts.services.links import ask_for_link, use_link
from whitebeam.audit import services as audit
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.events import Happened
from whitebeam.partners.models import Agency, Duty, Invitation, Membership, RoleTemplate, Team

NOT_YOURS = "You do not manage this agency"
NOT_GIVEN = "You may not give one of these duties"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is invited, and what for."""

    email: str
    name: str
    job_title: str
    duties: Sequence[Duty]
    role: RoleTemplate | None = None
    team: Team | None = None
    ends_on: date | None = None


@transaction.atomic
def invite(newcomer: Newcomer, *, to: Agency, by: User, at: datetime) -> Invitation:
    """Invite somebody, known here or not; the answer is the same.

    :raises Refused: if the user may not, or somebody is invited under this address already
    """
    if not policy.managed_by(by).filter(pk=to.pk).exists():
        raise Refused(NOT_YOURS)
    require_givable(newcomer.duties, by=by)
    link = ask_for_link(OneUseLink.Kind.INVITATION, email=newcomer.email, at=at)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                link=link,
                agency=to,
                email=newcomer.email.strip().lower(),
                name=newcomer.name,
                job_title=newcomer.job_title,
                team=newcomer.team,
                role=newcomer.role,
                duties=list(newcomer.duties),
                ends_on=newcomer.ends_on,
                invited_by=by,
            )
    except IntegrityError:
        raise Refused("Somebody is invited under this address already") from None
    audit.record(verb=Happened.USER_INVITED, subject=invitation, duties=list(newcomer.duties))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation_id: UUID, by: User, at: datetime) -> None:
    """Take an invitation back; its link stops working.

    :raises Refused: if it is not the user's to withdraw, or was accepted
    """
    open_ones = policy.invitations_managed_by(by).select_for_update(of=("self",))
    invitation = open_ones.filter(pk=invitation_id).first()
    if invitation is None:
        raise Refused("This invitation is not open any more")
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at", "updated_at"])
    audit.record(verb=Happened.INVITATION_WITHDRAWN, subject=invitation)


def invitation_of(link: OneUseLink) -> Invitation:
    """Return the invitation that this link brings.

    :raises Refused: if it was accepted or withdrawn, or its agency is not active
    """
    waiting = Invitation.objects.select_related("agency").filter(
        link=link, accepted_at=None, withdrawn_at=None, agency__status=Agency.Status.ACTIVE
    )
    invitation = waiting.first()
    if invitation is None:
        raise Refused("This invitation is not open any more")
    return invitation


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, password: str | None, at: datetime, on: date
) -> User:
    """Make the invited person a user, or give the user they are the new duties.

    Somebody whose address an agency's provider speaks for signs in there and has no password.

    :raises Refused: if the link was used meanwhile
    """
    use_link(invitation.link, at=at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at", "updated_at"])
    user = _user_of(invitation, password)
    with acting(Acting.user(user.pk, agency=invitation.agency_id)):
        _give(invitation, user, on=on)
        audit.record(verb=Happened.INVITATION_ACCEPTED, subject=invitation, user=user.pk)
    return user


def require_givable(duties: Sequence[Duty], *, by: User) -> None:
    """Refuse duties that this user may not give.

    :raises Refused: if there are none, or one is the partnership's to give
    """
    if not duties or not set(duties) <= set(policy.duties_given_by(by)):
        raise Refused(NOT_GIVEN)


def _user_of(invitation: Invitation, password: str | None) -> User:
    user = User.objects.select_for_update().filter(email=invitation.email).first()
    if user is None:
        user = User(email=invitation.email)
    if user.password and user.is_active and user.kind == User.Kind.STAFF:
        return user
    user.name, user.job_title = invitation.name, invitation.job_title
    user.kind, user.is_active, user.ended_at = User.Kind.STAFF, True, None
    user.may_use_password = provider_of_address(invitation.email) is None
    user.set_password(password if user.may_use_password else None)
    user.save()
    return user


def _give(invitation: Invitation, user: User, *, on: date) -> None:
    for before in Membership.objects.filter(user=user, agency=invitation.agency, ends_on=None):
        before.end(on=on)
        before.save(update_fields=["ends_on", "duties", "updated_at"])
    Membership.objects.create(
        user=user,
        agency=invitation.agency,
        team=invitation.team,
        role=invitation.role,
        duties=invitation.duties,
        starts_on=on,
        ends_on=invitation.ends_on,
        added_by=invitation.invited_by,
    )
