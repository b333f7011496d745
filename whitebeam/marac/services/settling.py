"""Settling a case before its meeting: two agencies, her adviser's agreement, a reason, a decision.

The coordinator decides only when all three have agreed. A sample drawn from the case itself is read
again afterwards, and may send the case on to a full hearing.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened, Researched
from whitebeam.marac.models import AgendaItem, Case, EarlySettlement, Participant, Pathway
from whitebeam.marac.models.states import MOVES, State
from whitebeam.marac.queries import calendar, settings
from whitebeam.marac.queries import settling as queries
from whitebeam.marac.rules.audit_sample import is_sampled
from whitebeam.marac.services import checking, flagging, moving
from whitebeam.marac.services.settling_checks import words_for_history
from whitebeam.partners.models import Agency

Capacity = Participant.Capacity
SAMPLE_PERCENT, CASE_MINUTES = "marac.settled_audit_percent", "marac.case_minutes"
GONE = "This proposal is not open any more. Open the case again to see what happened."


def may_be_proposed(case: Case) -> bool:
    """Say whether a case may still be settled before its hearing."""
    return State.SETTLED_EARLY in MOVES[State(case.state)]


@transaction.atomic
def propose(
    case_id: UUID, *, reason: str, agency: Agency, by: User, at: datetime
) -> EarlySettlement:
    """Propose for an agency that a case can be settled without a full hearing.

    :raises Refused: if it cannot any more, is proposed already, no reason is given, or the agency
        is the one that decides
    """
    case = _worked(case_id, by=by)
    if not may_be_proposed(case):
        raise Refused("This case cannot be settled early any more")
    if not reason.strip():
        raise Refused("Enter why no full hearing is needed")
    if queries.open_settlement(case) is not None:
        raise Refused("Settling this case early is proposed already")
    _speaks_for(by, case, agency)
    _does_not_decide(case, agency)
    made = EarlySettlement.objects.create(
        case=case, reason=reason.strip(), proposed_by=by, proposed_for=agency, proposed_at=at
    )
    audit.record(verb=Researched.SETTLEMENT_PROPOSED, subject=made, classes=(Class.F6,))
    return made


@transaction.atomic
def second(settlement_id: UUID, *, agency: Agency, by: User, at: datetime) -> EarlySettlement:
    """Agree for another agency that no full hearing is needed.

    :raises Refused: if it is the same agency or person, the agency is the one that decides, or the
        proposal is not open
    """
    settlement = _locked(settlement_id, by=by)
    if settlement.seconded_at is not None:
        raise Refused("Another agency has agreed already")
    if agency.pk == settlement.proposed_for_id:
        raise Refused("Another agency than the one that proposed it must agree")
    if by.pk == settlement.proposed_by_id:
        raise Refused("Somebody else than who proposed it must agree")
    _speaks_for(by, settlement.case, agency)
    _does_not_decide(settlement.case, agency)
    settlement.seconded_by, settlement.seconded_for, settlement.seconded_at = by, agency, at
    settlement.save(update_fields=["seconded_by", "seconded_for", "seconded_at", "updated_at"])
    audit.record(verb=Researched.SETTLEMENT_SECONDED, subject=settlement)
    return settlement


@transaction.atomic
def agree_as_adviser(settlement_id: UUID, *, by: User, at: datetime) -> EarlySettlement:
    """Agree for the person harmed.

    :raises Refused: if the user does not speak for her, proposed or seconded it, or has agreed
        already
    """
    settlement = _locked(settlement_id, by=by)
    if not policy.advocated_by(by).filter(pk=settlement.case_id).exists():
        raise Refused("Only the adviser who speaks for her can agree for her")
    if by.pk in {settlement.proposed_by_id, settlement.seconded_by_id}:
        raise Refused("Somebody else than who proposed it, or agreed for an agency, agrees for her")
    if settlement.idva_agreed_at is not None:
        raise Refused("Her adviser has agreed already")
    settlement.idva, settlement.idva_agreed_at = by, at
    settlement.save(update_fields=["idva", "idva_agreed_at", "updated_at"])
    audit.record(verb=Researched.SETTLEMENT_AGREED, subject=settlement)
    return settlement


@transaction.atomic
def decide(
    settlement_id: UUID, *, by: User, at: datetime, not_awaited: str = "", no_action: str = ""
) -> EarlySettlement:
    """Settle the case: it leaves its list, and a sample of such cases is read again.

    Every agency is asked to flag its files, as after a meeting. While actions of it are open it
    stands with them. Why an answer is not waited for, or nothing is to be done, the history keeps.

    :raises Refused: if two agencies and her adviser have not agreed, whoever decides is one of
        them, the case has moved on, it waits for the check of who harms whom, or an answer or
        an action lacks and nobody says why
    """
    settlement = _locked(settlement_id, by=by)
    case = moving.locked(settlement.case_id, among=policy.coordinated_by(by))
    checking.require_checked(case)
    if settlement.seconded_at is None or settlement.idva_agreed_at is None:
        raise Refused("Two agencies and the adviser who speaks for her must agree first")
    if by.pk in _agreed(settlement):
        raise Refused("Somebody who neither proposed it nor agreed must decide")
    words = words_for_history(case, not_awaited=not_awaited, no_action=no_action, by=by)
    minutes = int(settings.value(CASE_MINUTES, area=case.panel.area))
    settlement.minutes_saved = _take_off_the_list(case, at=at) or minutes
    settlement.decided_by, settlement.decided_at = by, at
    settlement.audit = drawn(case)
    settlement.save(
        update_fields=["decided_by", "decided_at", "minutes_saved", "audit", "updated_at"]
    )
    moving.step(
        case,
        State.SETTLED_EARLY,
        verb=Researched.SETTLEMENT_DECIDED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        words=words,
    )
    go_on_to_actions(case, by=by, at=at)
    flagging.ask_on_listing([case], about=case, at=at)
    return settlement


def drawn(case: Case) -> EarlySettlement.Audit:
    """Return whether what is settled now is in the sample: drawn from the case, by nobody."""
    percent = int(settings.value(SAMPLE_PERCENT, area=case.panel.area))
    audits = EarlySettlement.Audit
    return audits.WAITING if is_sampled(case.pk, percent=percent) else audits.NOT_SAMPLED


def go_on_to_actions(case: Case, *, by: User, at: datetime) -> None:
    """Let a settled case whose actions are not all closed stand with those that are open."""
    if case.case_actions.filter(action__closed_at=None).exists():
        moving.step(
            case,
            State.ACTIONS_OPEN,
            verb=Happened.ACTIONS_BEGUN,
            agency=case.panel.coordinated_by,
            by=by,
            at=at,
        )


@transaction.atomic
def withdraw(settlement_id: UUID, *, by: User, at: datetime) -> None:
    """Take a proposal back, or say that the case must be heard: anybody who takes part may.

    :raises Refused: if it is not open
    """
    settlement = _locked(settlement_id, by=by)
    settlement.withdrawn_by, settlement.withdrawn_at = by, at
    settlement.save(update_fields=["withdrawn_by", "withdrawn_at", "updated_at"])
    audit.record(verb=Researched.SETTLEMENT_WITHDRAWN, subject=settlement)


@transaction.atomic
def read_again(
    settlement_id: UUID, *, is_sound: bool, words: str, by: User, at: datetime
) -> queries.Settled:
    """Say of a sampled settlement whether it was right; if not, the case is to be heard.

    :raises Refused: if it is not in the sample, was read, or its reader decided it; no words
    """
    settlement = queries.settled_read_by(by, settlement_id, is_locked=True)
    audits = EarlySettlement.Audit
    if settlement is None or settlement.audit != audits.WAITING:
        raise Refused("This settlement does not wait to be read again")
    if by.pk in queries.had_part(settlement):
        raise Refused("Somebody who did not settle it must read it again")
    if not words.strip():
        raise Refused("Enter what you found")
    settlement.audit = audits.SOUND if is_sound else audits.TO_BE_HEARD
    settlement.audited_by, settlement.audited_at = by, at
    settlement.audit_words = words.strip()
    settlement.save(
        update_fields=["audit", "audited_by", "audited_at", "audit_words", "updated_at"]
    )
    if not is_sound:
        _send_on(settlement.case, by=by, at=at)
    audit.record(verb=Researched.SETTLEMENT_AUDITED, subject=settlement, sound=is_sound)
    return settlement


def _send_on(case: Case, *, by: User, at: datetime) -> None:
    """Let the case be listed again for a full hearing."""
    locked = moving.locked(
        case.pk, among=policy.visible_to(by, Capacity.COORDINATOR, Capacity.CHAIR)
    )
    # The way that needed no hearing is over: it is chased, and researched, for a full meeting.
    locked.pathway = calendar.pathways().filter(kind=Pathway.Kind.FULL).first()
    moving.step(
        locked,
        State.ACCEPTED,
        verb=Researched.SETTLEMENT_AUDITED,
        agency=policy.acting_agency(by, locked),
        by=by,
        at=at,
        reason="audit",
        changed=("pathway",),
    )


def _take_off_the_list(case: Case, *, at: datetime) -> int:
    """Take the case off the list where it waits; how many minutes it had there is returned."""
    item = (
        AgendaItem.objects.select_for_update().filter(case=case, outcome="", is_aside=False).first()
    )
    if item is None:
        return 0
    item.outcome, item.closed_at = AgendaItem.Outcome.SETTLED, at
    item.outcome_reason = "Settled before the meeting"
    item.version += 1
    item.save(update_fields=["outcome", "outcome_reason", "closed_at", "version", "updated_at"])
    return int(item.minutes)


def _locked(settlement_id: UUID, *, by: User) -> EarlySettlement:
    rows = policy.settlements_open_to(by).select_for_update(of=("self",))
    try:
        return rows.select_related("case__panel").get(pk=settlement_id)
    except EarlySettlement.DoesNotExist:
        raise Refused(GONE) from None


def _worked(case_id: UUID, *, by: User) -> Case:
    """Return a case as whoever works on it reads it; a researcher changes none, so locks none."""
    case = policy.worked_by(by).select_related("panel").filter(pk=case_id).first()
    if case is None:
        raise Refused(moving.MOVED_ON)
    return case


def _agreed(settlement: EarlySettlement) -> set[UUID | None]:
    return {settlement.proposed_by_id, settlement.seconded_by_id, settlement.idva_id}


def _does_not_decide(case: Case, agency: Agency) -> None:
    """Two agencies agree, and a third decides: the hub counts as neither of the two."""
    if agency.pk == case.panel.coordinated_by_id:
        raise Refused("The agency that coordinates this MARAC decides, so two others must agree")


def _speaks_for(by: User, case: Case, agency: Agency) -> None:
    if not policy.agencies_in(by, case).filter(pk=agency.pk).exists():
        raise Refused("You do not take part in this case for that agency")
