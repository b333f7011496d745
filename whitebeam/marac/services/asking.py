"""Asking agencies what they know of a case, each only with the identifiers that it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import (
    Case,
    Meeting,
    PanelMember,
    Participant,
    Pathway,
    ResearchRequest,
)
from whitebeam.marac.models.states import ENDED, State
from whitebeam.marac.queries import asking as queries
from whitebeam.marac.queries import settings, sharing
from whitebeam.marac.rules.research_due import research_due
from whitebeam.marac.rules.steps import Step
from whitebeam.marac.services import checking, flagging, ledger, moving
from whitebeam.marac.services.guest_seats import seat_guests
from whitebeam.marac.services.seating import seat
from whitebeam.notices import services as notices
from whitebeam.partners.models import Agency, Duty

RETURN_DAYS = "marac.research_return_days"
BEFORE_HEARING = (State.RESEARCH_OPEN, State.RESEARCH_CLOSED)
RESEARCHER = Participant.Capacity.RESEARCHER
# Ways on which agencies are asked although the case is on no list.
UNLISTED = (Pathway.Kind.PROFESSIONALS, Pathway.Kind.SETTLED_EARLY, Pathway.Kind.TRIAGE_ONLY)


@dataclass(frozen=True, slots=True)
class Opened:
    """How many agencies were asked, and those that no agreement in force covers.

    `again` of them had not answered when they were asked before; `told` had answered, and may add.
    """

    asked: int
    uncovered: tuple[str, ...]
    again: int = 0
    told: int = 0


@transaction.atomic
def open_research(case_id: UUID, *, by: User, at: datetime, emergency: str = "") -> Opened:
    """Ask every agency of the panel that was not asked yet, and start the clock.

    Where research begins anew, for the case was listed again or is to be heard after all, whoever
    was asked before has the new clock: who has not answered is asked again, the others may add.
    Once the case is listed each is asked to flag its files too. An agency that no agreement covers
    is not asked; the coordinator is told which, and may ask it alone, as an emergency.

    :raises Refused: if the case is not ready, waits for the check of who harms whom, or nobody
        may share the referral with the panel
    """
    opened, case = _open(case_id, by=by, at=at, emergency=emergency)
    flagging.ask_on_listing([case], about=case, at=at)
    return opened


def _open(case_id: UUID, *, by: User, at: datetime, emergency: str = "") -> tuple[Opened, Case]:
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    checking.require_checked(case)
    due_at = _due(case, at=at)
    begins = case.state not in BEFORE_HEARING
    if case.state not in BEFORE_HEARING[:1]:
        moving.step(
            case,
            State.RESEARCH_OPEN,
            verb=Researched.OPENED,
            agency=case.panel.coordinated_by,
            by=by,
            at=at,
        )
    again, told, lost = _ask_again(case, due_at=due_at, at=at) if begins else (0, 0, ())
    members = queries.members_to_ask(case)
    covered = [m for m in members if m.agreement_id in queries.agreements_now()]
    for member in covered:
        _ask(case, member, due_at=due_at, emergency=emergency, by=by, at=at)
    _share_the_account(case, [m.agency for m in covered], emergency=emergency, by=by, at=at)
    uncovered = tuple(m.agency.name for m in members if m not in covered)
    return Opened(len(covered) + again, (*uncovered, *lost), again, told), case


def _ask_again(case: Case, *, due_at: datetime, at: datetime) -> tuple[int, int, tuple[str, ...]]:
    """Give those who were asked before the new clock, and tell them.

    How many had not answered is returned, how many had, and those whom no agreement covers now.
    """
    requests = queries.asked_before(case)
    covered = [one for one in requests if queries.may_be_asked_again(one)]
    for request in covered:
        request.due_at, request.chased_at = due_at, None
        request.version += 1
        request.save(update_fields=["due_at", "chased_at", "version", "updated_at"])
        template = "research_may_add" if request.answer else "research_asked"
        notices.tell_duty(request.agency, Duty.RESEARCH_MARAC, template=template, about=case, at=at)
        audit.record(verb=Researched.ASKED_AGAIN, subject=request, agency_id=request.agency_id)
    told = sum(bool(one.answer) for one in covered)
    return (
        len(covered) - told,
        told,
        tuple(one.agency.name for one in requests if one not in covered),
    )


@transaction.atomic
def open_list(meeting_id: UUID, *, by: User, at: datetime) -> tuple[Opened, tuple[str, ...]]:
    """Open research for every case of a list that is not researched yet: the list is circulated.

    What was asked is returned, with the references of cases that could not be opened.
    """
    asked, again, told = 0, 0, 0
    uncovered, refused, listed = set(), [], []
    for case in queries.listed_unasked(by, meeting_id):
        try:
            with transaction.atomic():
                opened, researched = _open(case.pk, by=by, at=at)
        except Refused:
            refused.append(case.reference)
        else:
            asked, again, told = (asked + opened.asked, again + opened.again, told + opened.told)
            listed.append(researched)
            uncovered |= set(opened.uncovered)
    if listed:
        flagging.ask_on_listing(listed, about=queries.meeting_of(by, meeting_id), at=at)
    _circulate(meeting_id, by=by)
    return Opened(asked, tuple(sorted(uncovered)), again, told), tuple(refused)


def _circulate(meeting_id: UUID, *, by: User) -> None:
    """Say that the list of a planned meeting is out, once anything on it was asked about."""
    planned = policy.meetings_run_by(by).filter(state=Meeting.State.PLANNED)
    meeting = planned.select_for_update(of=("self",)).filter(pk=meeting_id).first()
    if meeting is None or not queries.is_researched(by, meeting_id):
        return
    meeting.state = Meeting.State.CIRCULATED
    meeting.version += 1
    meeting.save(update_fields=["state", "version", "updated_at"])
    audit.record(verb=Researched.LIST_CIRCULATED, subject=meeting)


@transaction.atomic
def ask_another(
    case_id: UUID, agency: Agency, *, by: User, at: datetime, emergency: str = ""
) -> ResearchRequest:
    """Ask one more agency about a case that is being researched.

    :raises Refused: if it was asked, or no agreement covers it and it is no emergency
    """
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    if case.state not in BEFORE_HEARING:
        raise Refused("Open research for this case first")
    if agency.pk in queries.blocked_agencies(case):
        raise Refused("This agency cannot take part in this case")
    if queries.is_asked(case, agency):
        raise Refused(f"{agency.name} has been asked already")
    cover = sharing.cover_of(case.panel.coordinated_by, receivers={agency.pk})
    if cover.uncovered and not emergency.strip():
        raise Refused(
            f"No sharing agreement in force covers {agency.name}."
            " Say why this is an emergency, or ask a guardian for an agreement."
        )
    _heard_from_all(case, agency, emergency=emergency)
    member = queries.as_member(case.panel, agency, agreement=cover.agreement)
    if cover.uncovered:
        member.agreement_id = None  # type: ignore[assignment]  # it is asked under none
    request = _ask(case, member, due_at=_due(case, at=at), emergency=emergency, by=by, at=at)
    _share_the_account(case, [agency], emergency=emergency, by=by, at=at)
    flagging.ask_on_listing([case], about=case, at=at)
    return request


@transaction.atomic
def close_research(case_id: UUID, *, by: User, at: datetime) -> None:
    """Close research by hand; agencies may still answer, and are counted as late.

    :raises Refused: if research is not open
    """
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    moving.step(
        case,
        State.RESEARCH_CLOSED,
        verb=Researched.CLOSED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="by_hand",
    )


def _heard_from_all(case: Case, agency: Agency, *, emergency: str) -> None:
    """Let a new agency read what others shared only where each of them may share it with her.

    :raises Refused: if somebody may not, and nobody says why it is an emergency
    """
    silent = sharing.silent_towards(case, agency)
    if silent and not emergency.strip():
        names = ", ".join(silent)
        raise Refused(
            f"No sharing agreement in force lets {agency.name} read what was shared by {names}."
            " Say why this is an emergency, or ask a guardian for an agreement."
        )


def _ask(
    case: Case,
    member: PanelMember,
    *,
    due_at: datetime,
    by: User,
    at: datetime,
    emergency: str = "",
) -> ResearchRequest:
    request = ResearchRequest.objects.create(
        case=case,
        agency=member.agency,
        agreement_id=member.agreement_id,
        template=member.template,
        parts=member.parts,
        identifiers=member.identifiers,
        prompts=member.prompts,
        asked_at=at,
        asked_by=by,
        due_at=due_at,
        emergency_why=emergency.strip() or None,
    )
    # What a new reader may read depends on what it is asked about.
    seat(case, member.agency, capacity=RESEARCHER, by=by, at=at,
         agreement=member.agreement if member.agreement_id else None)  # fmt: skip
    seat_guests(request, by=by, at=at)
    audit.record(verb=Researched.ASKED, subject=request, agency_id=member.agency_id)
    notices.tell_duty(
        member.agency, Duty.RESEARCH_MARAC, template="research_asked", about=case, at=at
    )
    return request


def _share_the_account(
    case: Case, agencies: Sequence[Agency], *, emergency: str, by: User, at: datetime
) -> None:
    """Let these agencies read the referrer's own account, and keep that they can.

    :raises Refused: if no agreement lets the referrer share with them and it is no emergency
    """
    why = ledger.Why.usual(case.referring_agency, emergency=emergency)
    if queries.line_of(case) is None:
        ledger.share(case, [case], controller=case.referring_agency, why=why, by=by, at=at)
        return
    receivers = frozenset(agency.pk for agency in agencies)
    ledger.cover_for(case.referring_agency, receivers, why=why)


def _due(case: Case, *, at: datetime) -> datetime:
    if case.state in ENDED:
        raise Refused(moving.MOVED_ON)
    listing = queries.open_listing(case)
    if listing is None and (case.pathway is None or case.pathway.kind not in UNLISTED):
        raise Refused(
            "List this case for a meeting first, or choose a way that needs no full meeting"
        )
    meeting = listing.meeting if listing else None
    return research_due(
        asked_at=at,
        meeting_due_at=meeting.research_due_at if meeting else None,
        starts_at=meeting.starts_at if meeting else None,
        within=settings.span(
            Step.RESEARCH, pathway=case.pathway, key=RETURN_DAYS, area=case.panel.area
        ),
    )
