"""The switch that stops an agency: at the next request nobody of it opens anything."""

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.events import Happened
from whitebeam.partners.models import Agency


@transaction.atomic
def stop_agency(*, agency_id: UUID, reason: str, by: User) -> Agency:
    """Stop an agency and end every session of its users.

    :raises Refused: if the user may not, or no reason is given
    """
    if not reason.strip():
        raise Refused("Enter why the agency is stopped")
    agency = _set(agency_id, Agency.Status.STOPPED, by=by)
    sessions = UserSession.objects.filter(user__memberships__agency=agency)
    keys = list(sessions.values_list("session_key", flat=True).distinct())
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    audit.record(verb=Happened.AGENCY_STOPPED, subject=agency, reason=reason, sessions=len(keys))
    return agency


@transaction.atomic
def start_agency(*, agency_id: UUID, reason: str, by: User) -> Agency:
    """Let the agency's users work again; they sign in anew.

    :raises Refused: if the user may not, or no reason is given
    """
    if not reason.strip():
        raise Refused("Enter why the agency may work again")
    agency = _set(agency_id, Agency.Status.ACTIVE, by=by)
    audit.record(verb=Happened.AGENCY_STARTED, subject=agency, reason=reason)
    return agency


def _set(agency_id: UUID, status: Agency.Status, *, by: User) -> Agency:
    rows = policy.agencies_stoppable_by(by).select_for_update(of=("self",))
    agency = rows.filter(pk=agency_id).exclude(status=status).first()
    if agency is None:
        raise Refused("You may not do this for this agency")
    agency.status = status
    agency.save(update_fields=["status", "updated_at"])
    return agency
