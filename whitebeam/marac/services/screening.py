"""What screening decides of a case: accepted, sent back, or not met with a way on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy, telling
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Case, Participant, Pathway
from whitebeam.marac.models.states import State
from whitebeam.marac.queries import settings
from whitebeam.marac.services import (
    checking,
    flagging,
    listing,
    moving,
    repeating,
    seating,
    speaking,
)
from whitebeam.marac.services.closing_checks import require_told
from whitebeam.partners.models import Agency

Capacity = Participant.Capacity
# Accepted and not decided: such a case may take another way.
ON_A_WAY = (
    *(State.ACCEPTED, State.DEFERRED, State.LISTED, State.RELISTED),
    *(State.RESEARCH_OPEN, State.RESEARCH_CLOSED),
)


@transaction.atomic
def accept(
    *,
    case_id: UUID,
    pathway: Pathway,
    repeat_of: Case | None,
    repeat_why: str,
    idva_agency: Agency | None,
    by: User,
    at: datetime,
) -> Case:
    """Accept a case on a pathway, say whether it is a repeat, and ask for her adviser.

    :raises Refused: if it no longer waits for screening, no agreement covers telling the service,
        both people are said to be harmed by the other and nobody has looked at it, or it is said
        to be a repeat, or none, otherwise than the rule finds and without a reason
    """
    case = moving.locked(case_id, among=policy.screenable_by(by))
    checking.require_checked(case)
    repeating.decide(case, chosen=repeat_of, why=repeat_why, by=by, at=at)
    case.pathway, case.screened_at, case.screened_by = pathway, at, by
    case.idva_due_at = speaking.contact_due(case)
    if idva_agency is not None:
        speaking.ask_for_adviser(case, idva_agency, by=by, at=at)
    _seat_chair(case, by=by, at=at)
    moving.step(
        case,
        Case.State.ACCEPTED,
        verb=Happened.ACCEPTED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        changed=(
            *("pathway", "screened_at", "screened_by", "repeat", "repeat_of"),
            *("idva_agency", "idva_due_at"),
        ),
    )
    telling.referrer(case, template="marac_decided", at=at)
    return case


@transaction.atomic
def return_for_information(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Ask the referrer for what is missing; the case waits with her until answered.

    :raises Refused: if it no longer waits for screening, or nothing is asked
    """
    if not words.strip():
        raise Refused("Enter what you need to know")
    case = moving.locked(case_id, among=policy.screenable_by(by))
    moving.step(
        case,
        Case.State.RETURNED,
        verb=Happened.RETURNED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        words=words,
    )
    telling.referrer(case, template="marac_returned", at=at)
    return case


@transaction.atomic
def go_on_without_answer(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Take a case back from a referrer who does not answer, or did by another way, to be screened.

    Its words say what was learned, or why it goes on; screening has a clock of its own again.

    :raises Refused: if nothing is asked of the referrer any more, or nothing is said
    """
    if not words.strip():
        raise Refused("Enter what you learned, or why it goes on without the answer")
    returned = policy.coordinated_by(by).filter(state=Case.State.RETURNED)
    case = moving.locked(case_id, among=returned)
    case.screen_due_at = settings.screen_due(at=at, area=case.panel.area)
    moving.step(
        case,
        Case.State.RECEIVED,
        verb=Happened.WENT_ON,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="went_on",
        words=words.strip(),
        changed=("screen_due_at",),
    )
    telling.referrer(case, template="marac_went_on", at=at)
    return case


@transaction.atomic
def change_way(*, case_id: UUID, pathway: Pathway, words: str, by: User, at: datetime) -> Case:
    """Let an accepted case take another way, with the reason; her adviser's clock goes by it.

    What was listed stays listed, and what was asked stays asked.

    :raises Refused: if it is not accepted, was decided, takes that way already, the way is the one
        that settles at screening, or no reason is given
    """
    if not words.strip():
        raise Refused("Enter why it takes another way")
    case = moving.locked(case_id, among=policy.coordinated_by(by).filter(state__in=ON_A_WAY))
    if pathway.kind == Pathway.Kind.TRIAGE_ONLY:
        raise Refused("A case is settled at screening only while it waits for screening")
    if case.pathway_id == pathway.pk:
        raise Refused("It takes this way already. Choose another.")
    before, case.pathway = case.pathway, pathway
    case.idva_due_at = speaking.contact_due(case)
    case.version += 1
    case.save(update_fields=["pathway", "idva_due_at", "version", "updated_at"])
    was = f"{before.name}, now {pathway.name}" if before else pathway.name
    moving.note(
        case,
        verb=Happened.WAY_CHANGED,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        reason="way",
        words=f"{was}. {words.strip()}",
    )
    return case


@transaction.atomic
def not_met(*, case_id: UUID, words: str, signposting: str, by: User, at: datetime) -> Case:
    """Say that the criteria are not met, why, and where the person harmed can be helped instead.

    :raises Refused: if it no longer waits for screening, or the reason or the way on is missing
    """
    if not words.strip():
        raise Refused("Enter why the criteria are not met")
    if not signposting.strip():
        raise Refused("Enter which service can help her, or what the referrer can do next")
    case = moving.locked(case_id, among=policy.screenable_by(by))
    case.screened_at, case.screened_by = at, by
    moving.step(
        case,
        Case.State.NOT_MET,
        verb=Happened.NOT_MET,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        words=f"{words.strip()}\n\nWhat to do next: {signposting.strip()}",
        changed=("screened_at", "screened_by"),
    )
    telling.referrer(case, template="marac_decided", at=at)
    return case


@transaction.atomic
def withdraw(*, case_id: UUID, words: str, by: User, at: datetime) -> Case:
    """Withdraw a case that should not go on, with the reason.

    :raises Refused: if the user does not coordinate it, it has ended, no reason is given, or it was
        decided before and she was not told
    """
    if not words.strip():
        raise Refused("Enter why the case is withdrawn")
    case = moving.locked(case_id, among=policy.coordinated_by(by))
    require_told(case)
    listing.take_off(case, outcome=AgendaItem.Outcome.WITHDRAWN, reason=words)
    moving.step(
        case,
        Case.State.WITHDRAWN,
        verb=Happened.WITHDRAWN,
        agency=case.panel.coordinated_by,
        by=by,
        at=at,
        words=words,
    )
    flagging.end_with(case, at=at)
    telling.referrer(case, template="marac_decided", at=at)
    return case


def _seat_chair(case: Case, *, by: User, at: datetime) -> None:
    chair = case.panel.chaired_by
    agreement = None if chair == case.panel.coordinated_by else speaking.agreement_with(case, chair)
    seating.seat(case, chair, capacity=Capacity.CHAIR, by=by, at=at, agreement=agreement)
