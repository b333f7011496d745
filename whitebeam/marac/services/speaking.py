"""Which service speaks for the person harmed, and who of it: asked for, named, and by when.

Her adviser's clock begins with the referral, or with the asking for another look.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import Case, Participant
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.steps import Step
from whitebeam.marac.services import moving, seating
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty, SharingAgreement

Capacity = Participant.Capacity
NARRATIVE = "F6"
FIRST_CONTACT = "idva.first_contact_days"


@transaction.atomic
def ask_service(*, case_id: UUID, service: Agency, by: User, at: datetime) -> Case:
    """Ask a service to speak for somebody for whom none does, at whatever point her case stands.

    :raises Refused: if the user does not coordinate it, a service speaks for her, or no agreement
        covers telling it
    """
    open_to = policy.coordinated_by(by).exclude(state__in=ENDED)
    case = moving.locked(case_id, among=open_to)
    if speaks(case):
        raise Refused("A service speaks for her already")
    ask_for_adviser(case, service, by=by, at=at)
    case.save(update_fields=["idva_agency", "updated_at"])
    moving.note(
        case,
        verb=Happened.SERVICE_ASKED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="service",
    )
    return case


@transaction.atomic
def name_adviser(*, case_id: UUID, adviser: User, by: User, at: datetime) -> Case:
    """Let a worker of the advocating service speak for the person harmed.

    :raises Refused: if the user neither coordinates nor advocates, or the worker may not
    """
    among = policy.visible_to(by, Capacity.COORDINATOR, Capacity.IDVA)
    case = moving.locked(case_id, among=among)
    agency = case.idva_agency
    if agency is None or not (
        partners.agencies_where(adviser, Duty.SUPPORT_VICTIMS).filter(pk=agency.pk).exists()
    ):
        raise Refused("Choose a worker who supports people at the service that speaks for her")
    case.idva = adviser
    case.save(update_fields=["idva", "updated_at"])
    ours = policy.acting_agency(by, case)
    moving.note(case, verb=Happened.ADVISER_NAMED, agency=ours, by=by, at=at, reason="adviser")
    if adviser != by:
        telling.worker(adviser, case, template="marac_assigned", at=at)
    return case


def speaks(case: Case) -> bool:
    """Say whether a service has its part in the case to speak for her."""
    return case.participants.filter(capacity=Capacity.IDVA, ended_at=None).exists()


def ask_for_adviser(case: Case, agency: Agency, *, by: User, at: datetime) -> None:
    """Give a service its part in a case and tell it; the caller saves which one it is.

    :raises Refused: if no agreement covers telling the service
    """
    agreement = agreement_with(case, agency)
    case.idva_agency = agency
    seating.seat(case, agency, capacity=Capacity.IDVA, by=by, at=at, agreement=agreement)
    telling.duty(agency, Duty.SUPPORT_VICTIMS, case, template="marac_assigned", at=at)


def contact_due(case: Case) -> datetime:
    """Return by when her adviser is to have reached her, on the way that the case takes."""
    again = case.changes.filter(reason="escalated").aggregate(at=Max("at"))["at"]
    within = settings.span(
        Step.IDVA_CONTACT,
        pathway=case.pathway,
        key=FIRST_CONTACT,
        area=case.panel.area,
    )
    return within.after(again or case.referred_at)


def agreement_with(case: Case, agency: Agency) -> SharingAgreement:
    """Return the agreement under which the panel may share a case with this agency.

    :raises Refused: if none is in force
    """
    found = partners.agreements_covering(
        owner=case.panel.coordinated_by, receiver=agency, category=NARRATIVE, purpose="MEETING"
    ).first()
    if found is None:
        raise Refused(f"No sharing agreement in force covers sharing this case with {agency.name}")
    return found
