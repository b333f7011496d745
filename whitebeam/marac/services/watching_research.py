"""The clock's part of research: it closes what is due and chases what is owed, once a day.

Done by the process *marac_clock*. Every deed may be repeated: it is done once.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.audit import services as audit
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, ResearchRequest, StateChange
from whitebeam.marac.models.states import State
from whitebeam.marac.queries import asking as queries
from whitebeam.notices import services as notices
from whitebeam.partners.models import Duty

BY_THE_CLOCK = "by_the_clock"


@transaction.atomic
def close_due(case_id: UUID, *, at: datetime) -> bool:
    """Close the research of one case whose time is over; say whether there was any to close.

    Its step is kept in the name of the coordinator who set the clock when they asked.
    """
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("panel")
    case = rows.filter(pk=case_id, state=State.RESEARCH_OPEN).first()
    asked = ResearchRequest.objects.filter(case=case_id, withdrawn_at=None).order_by("-due_at")
    last = asked.first()
    if case is None or last is None or last.due_at > at:
        return False
    before = case.state
    case.move(State.RESEARCH_CLOSED)
    case.save(update_fields=["state", "version", "updated_at"])
    StateChange.objects.create(
        case=case,
        before=before,
        after=case.state,
        by_id=last.asked_by_id,
        agency_id=case.panel.coordinated_by_id,
        at=at,
        reason=BY_THE_CLOCK,
    )
    audit.record(verb=Researched.CLOSED, subject=case, reason_code=BY_THE_CLOCK)
    return True


@transaction.atomic
def chase(agency_id: UUID, *, at: datetime, soon: datetime) -> int:
    """Tell an agency once today that answers are owed, and its lead too where some are late.

    How many answers it owes is returned. What it is told says nothing of the cases.
    """
    rows = queries.owed(at=at, soon=soon).filter(agency=agency_id)
    owed = list(
        rows.select_for_update(of=("self",), skip_locked=True)
        .select_related("agency", "case")
        .order_by("due_at", "pk")
    )
    if not owed:
        return 0
    first = owed[0]
    duty, about = Duty.RESEARCH_MARAC, first.case
    notices.tell_duty(first.agency, duty, template="research_waits", about=about, at=at)
    if first.due_at < at:
        lead = Duty.MANAGE_AGENCY
        notices.tell_duty(first.agency, lead, template="research_late_here", about=about, at=at)
    ResearchRequest.objects.filter(pk__in=[one.pk for one in owed]).update(
        chased_at=at, updated_at=at
    )
    audit.record(verb=Researched.CHASED, subject=first.agency, owed=len(owed))
    return len(owed)
