"""Calling a professionals' meeting about one case, at any time, from the case itself."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import AgendaItem, Case, CasePerson, Meeting, Pathway
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.queries import calling as queries
from whitebeam.marac.queries import settings
from whitebeam.marac.services import moving
from whitebeam.notices import services as notices

MINUTES = "marac.professionals_minutes"
NEXT_HOUR = timedelta(hours=1)


@transaction.atomic
def call_professionals(case_id: UUID, *, by: User, at: datetime) -> Meeting:
    """Begin a professionals' meeting about a case now; pressed twice, it is the same meeting.

    Whoever works on the case is told. What is said joins the case's own record. A case on the list
    of its panel keeps its place there; one that takes the pathway of a professionals' meeting is
    heard at it.

    :raises Refused: if the case has ended, or the user does not work on it
    """
    case = _talked_over(case_id, by=by)
    running = queries.running_meeting(case)
    if running is not None:
        return running
    minutes = int(settings.value(MINUTES, area=case.panel.area))
    meeting = Meeting.objects.create(
        panel=case.panel,
        kind=Meeting.Kind.PROFESSIONALS,
        starts_at=at,
        minutes=minutes,
        cut_off_at=at,
        research_due_at=at,
        coordinated_by_id=case.panel.coordinated_by_id,
        called_by=by,
        chair=by,
        statement=queries.statement_now(),
    )
    AgendaItem.objects.create(
        meeting=meeting,
        case=case,
        minutes=minutes,
        has_children=case.people.filter(part=CasePerson.Part.CHILD).exists(),
        is_aside=not is_its_hearing(case, by=by),
        listed_by=by,
        listed_at=at,
    )
    for user in queries.called_to(meeting):
        if user != by:
            notices.tell(user, template="marac_professionals_called", about=meeting, at=at)
    audit.record(verb=Researched.PROFESSIONALS_CALLED, subject=meeting, case_id=case.pk)
    return meeting


def _talked_over(case_id: UUID, *, by: User) -> Case:
    case = policy.worked_by(by).select_related("panel").filter(pk=case_id).first()
    if case is None:
        raise Refused(moving.MOVED_ON)
    if case.state in (*ENDED, Case.State.HEARD):
        raise Refused("This case was heard, or has ended. Talk to the coordinator.")
    if not policy.agencies_in(by, case).exists():
        raise Refused("A guest cannot call a meeting. Ask the coordinator.")
    return case


def is_its_hearing(case: Case, *, by: User) -> bool:
    """Say whether this pathway ends at a professionals' meeting, and the agencies were asked.

    A researching agency may call people together, but does not move the case on.
    """
    if not policy.visible_to(by, *policy.RUNNING, policy.Capacity.IDVA).filter(pk=case.pk).exists():
        return False
    kind = case.pathway.kind if case.pathway else ""
    researched = case.state in (Case.State.RESEARCH_OPEN, Case.State.RESEARCH_CLOSED)
    is_listed = queries.waits_on_a_list(case)
    return kind == Pathway.Kind.PROFESSIONALS and researched and not is_listed
