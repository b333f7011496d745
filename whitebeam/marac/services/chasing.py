"""The clock chases what nobody may forget: screening, transfers, answers, reaching and telling her.

Done by the process *marac_clock*. Every deed may be repeated: a worker is told once a day.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.marac.events import Chased
from whitebeam.marac.models import Case
from whitebeam.marac.queries import deciding, late, reaching, settings
from whitebeam.marac.rules.steps import Step
from whitebeam.marac.services import speaking
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import users_with

FEEDBACK_DAYS = "idva.feedback_days"
OF_THE_CASE = ("panel__area", "panel__coordinated_by", "idva", "idva_agency")


@transaction.atomic
def chase_screening(case_id: UUID, *, at: datetime) -> bool:
    """Tell the coordinators once a day that a case waits too long; say whether anybody was told."""
    rows = late.waiting_for_screening(at=at).select_for_update(of=("self",), skip_locked=True)
    case = rows.select_related("panel__coordinated_by").filter(pk=case_id).first()
    if case is None:
        return False
    told = _coordinators(case.panel.coordinated_by, "marac_screening_late", about=case, at=at)
    if told:
        audit.record(verb=Chased.SCREENING, subject=case, told=told)
    return bool(told)


@transaction.atomic
def chase_transfer(transfer_id: UUID, *, at: datetime) -> bool:
    """Tell the coordinators once a day that another MARAC has not said it has a case."""
    rows = late.unreceived(at=at).select_for_update(of=("self",), skip_locked=True)
    transfer = rows.select_related("case__panel__coordinated_by").filter(pk=transfer_id).first()
    if transfer is None:
        return False
    case = transfer.case
    notices.tell_duty(
        case.panel.coordinated_by,
        Duty.COORDINATE_MARAC,
        template="marac_transfer_late",
        about=case,
        at=at,
    )
    transfer.chased_at = at
    transfer.save(update_fields=["chased_at", "updated_at"])
    audit.record(verb=Chased.TRANSFER, subject=transfer)
    return True


@transaction.atomic
def name_the_missing(meeting_id: UUID, *, at: datetime) -> bool:
    """Tell the coordinators once a day, until the meeting, that its list of answers has gaps."""
    meeting = (
        late.lacking_answers(at=at).select_related("coordinated_by").filter(pk=meeting_id).first()
    )
    if meeting is None:
        return False
    told = _coordinators(meeting.coordinated_by, "research_missing", about=meeting, at=at)
    if told:
        audit.record(verb=Chased.ANSWERS, subject=meeting, told=told)
    return bool(told)


@transaction.atomic
def chase_contact(case_id: UUID, *, at: datetime) -> bool:
    """Tell her adviser once a day that she has not been reached, though the clock has run out.

    Once the time to try again is over too, the coordinators are told with them.
    """
    rows = late.unreached(at=at).select_for_update(of=("self",), skip_locked=True)
    case = rows.select_related(*OF_THE_CASE).filter(pk=case_id).first()
    if case is None:
        return False
    told = _advisers(case, "marac_contact_late", Chased.CONTACT, at=at)
    if reaching.time_to_try(case.panel.area).after(case.referred_at) <= at:
        hub, template = case.panel.coordinated_by, "marac_unreached_long"
        told = (
            _counted(case, _coordinators(hub, template, about=case, at=at), Chased.CONTACT) or told
        )
    return told


@transaction.atomic
def chase_telling(case_id: UUID, *, at: datetime) -> bool:
    """Tell her adviser once a day that she has not been told, once the clock of the way is over."""
    rows = late.untold().select_related("pathway", *OF_THE_CASE)
    case = rows.filter(pk=case_id).first()
    decided_at = deciding.decided_at(case) if case is not None else None
    if case is None or decided_at is None:
        return False
    within = settings.span(
        Step.FEEDBACK, pathway=case.pathway, key=FEEDBACK_DAYS, area=case.panel.area
    )
    return within.after(decided_at) <= at and _advisers(
        case, "marac_telling_late", Chased.TELLING, at=at
    )


def _advisers(case: Case, template: str, verb: Chased, *, at: datetime) -> bool:
    """Tell the one who speaks for her; where nobody is named, those of her service who may.

    Where no service has its part yet, or nobody of it may speak for people, the coordinators are
    told that she has nobody.
    """
    asked = _speaking(case)
    if asked:
        return _counted(case, notices.tell_daily(asked, template=template, about=case, at=at), verb)
    hub, template = case.panel.coordinated_by, "marac_nobody_speaks"
    return _counted(case, _coordinators(hub, template, about=case, at=at), Chased.SPEAKER)


def _speaking(case: Case) -> list[User]:
    if case.idva_agency is None or not speaking.speaks(case):
        return []
    return [case.idva] if case.idva else list(users_with(case.idva_agency, Duty.SUPPORT_VICTIMS))


def _counted(case: Case, told: int, verb: Chased) -> bool:
    if told:
        audit.record(verb=verb, subject=case, told=told)
    return bool(told)


def _coordinators(agency: Agency, template: str, *, about: Model, at: datetime) -> int:
    coordinators = users_with(agency, Duty.COORDINATE_MARAC)
    return notices.tell_daily(coordinators, template=template, about=about, at=at)
