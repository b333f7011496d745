"""What an agency says of a case: nothing known in one click, or what it holds, shared or withheld.

What is shared gets its ledger lines in the same transaction. A correction supersedes what it
corrects; nothing that was shared is overwritten.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.once_keys import named_once
from whitebeam.marac import policy
from whitebeam.marac.events import Researched
from whitebeam.marac.models import Case, KnownPerson, ResearchItem, ResearchRequest
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.rules.research_answers import (
    Answers,
    HeldItem,
    ProposedAction,
    is_answered,
)
from whitebeam.marac.services import ledger, moving
from whitebeam.marac.services.acting import NewCaseAction, propose_case_action
from whitebeam.marac.services.drafting import empty_draft, locked_request
from whitebeam.marac.services.ledger import Why

Answer = ResearchRequest.Answer
CLASSES = (Class.F6, Class.F9, Class.F10)


@transaction.atomic
def nothing_known(request_id: UUID, *, by: User, at: datetime) -> ResearchRequest:
    """Say for the agency that it knows none of the people asked about. It counts as an answer.

    :raises Refused: if it has shared something, or is not asked any more
    """
    request = _open(request_id, by=by)
    if request.answer == Answer.NOTHING_KNOWN:
        return request
    if request.answer == Answer.KNOWN:
        raise Refused("Your agency has shared something about this case. Correct that instead.")
    people = policy.people_asked_about(request).values_list("pk", flat=True)
    _say_who_is_known(request, {str(person): False for person in people})
    _answer(request, Answer.NOTHING_KNOWN, by=by, at=at)
    audit.record(verb=Researched.NOTHING_KNOWN, subject=request)
    return request


@transaction.atomic
def undo(request_id: UUID, *, by: User, at: datetime) -> ResearchRequest:
    """Take "nothing known" back, so that the agency is asked again.

    :raises Refused: if the answer was another, or the case was heard
    """
    request = _open(request_id, by=by)
    if request.answer != Answer.NOTHING_KNOWN:
        raise Refused("There is no “nothing known” to take back")
    request.answer, request.answered_at, request.answered_by = Answer.WAITING, None, None
    request.version += 1
    request.save(update_fields=["answer", "answered_at", "answered_by", "version", "updated_at"])
    audit.record(verb=Researched.UNDONE, subject=request)
    return request


@transaction.atomic
def submit(
    request_id: UUID, answers: Answers, *, why: Why, by: User, at: datetime
) -> ResearchRequest:
    """Share what the agency holds with those who take part, each item with its ledger line.

    Sent twice, it is shared once. Sent again later, it adds to what was shared before.

    :raises Refused: if no agreement covers sharing, a reason is missing, or the case was heard
    """
    request = _open(request_id, by=by)
    _say_who_is_known(request, answers.known)
    items = [_item(request, held, by=by, at=at) for held in _new(request, answers)]
    with named_once():
        ResearchItem.objects.bulk_create(items)
    shared = [item for item in items if not item.is_withheld]
    ledger.share(request.case, shared, controller=request.agency, why=why, by=by, at=at)
    for action in answers.actions:
        _offer(request, action, by=by, at=at)
    known = is_answered(answers) or request.answer == Answer.KNOWN
    _answer(request, Answer.KNOWN if known else Answer.NOTHING_KNOWN, by=by, at=at)
    empty_draft(request, by=by)
    audit.record(
        verb=Researched.SHARED,
        subject=request,
        classes=CLASSES,
        shared=len(shared),
        withheld=len(items) - len(shared),
    )
    return request


@transaction.atomic
def correct(item_id: UUID, held: HeldItem, *, why: Why, by: User, at: datetime) -> ResearchItem:
    """Put a corrected item in the place of one that the agency shared or withheld.

    :raises Refused: if the item is not the agency's, or was corrected already
    """
    among = policy.items_kept_by(by).select_for_update(of=("self",))
    item = among.filter(pk=item_id).select_related("request").first()
    if item is None:
        raise Refused("This was corrected already. Open the case again to see it.")
    request = _open(item.request_id, by=by)
    item.removed_at = at
    item.save(update_fields=["removed_at", "updated_at"])
    new = _item(request, held, by=by, at=at)
    new.supersedes = item
    with named_once():
        new.save(force_insert=True)
    if not new.is_withheld:
        ledger.share(request.case, [new], controller=request.agency, why=why, by=by, at=at)
    audit.record(verb=Researched.CORRECTED, subject=new, classes=CLASSES, before_id=item.pk)
    return new


def _open(request_id: UUID, *, by: User) -> ResearchRequest:
    request = locked_request(request_id, by=by)
    if request.case.heard_at is not None or request.case.state in (*ENDED, Case.State.HEARD):
        raise Refused("This case has been heard. Tell the coordinator what you know.")
    return request


def _answer(request: ResearchRequest, answer: Answer, *, by: User, at: datetime) -> None:
    """Set the answer; the moment of the first one stays, for it is what the clock counts."""
    request.answer = answer
    request.answered_at, request.answered_by = request.answered_at or at, by
    request.version += 1
    request.save(update_fields=["answer", "answered_at", "answered_by", "version", "updated_at"])


def _say_who_is_known(request: ResearchRequest, known: Mapping[str, bool]) -> None:
    held = {str(one.case_person_id): one for one in request.known.all()}
    asked = {str(p.pk): p for p in policy.people_asked_about(request)}
    for person, is_known in known.items():
        if person not in asked:
            raise Refused(moving.MOVED_ON)
        if person in held:
            held[person].is_known = is_known
            held[person].save(update_fields=["is_known", "updated_at"])
            continue
        KnownPerson.objects.create(
            request=request, case_id=request.case_id, case_person=asked[person], is_known=is_known
        )


def _new(request: ResearchRequest, answers: Answers) -> list[HeldItem]:
    keys = [held.once_key for held in answers.items]
    sent = {
        str(key)
        for key in request.items.filter(once_key__in=keys).values_list("once_key", flat=True)
    }
    return [held for held in answers.items if str(UUID(held.once_key)) not in sent]


def _offer(request: ResearchRequest, action: ProposedAction, *, by: User, at: datetime) -> None:
    """Take an action on for the agency, before the meeting."""
    new = NewCaseAction(
        text=action.text,
        agency=request.agency,
        due_date=action.due_date,
        once_key=UUID(action.once_key),
        rationale=action.rationale,
    )
    propose_case_action(case_id=request.case_id, new=new, by=by, at=at)


def _item(request: ResearchRequest, held: HeldItem, *, by: User, at: datetime) -> ResearchItem:
    if not held.text.strip():
        raise Refused("Enter what your agency knows")
    if held.is_withheld and not held.why_withheld.strip():
        raise Refused("Enter why this is withheld")
    asked = {str(p.pk) for p in policy.people_asked_about(request)} if held.about else set()
    if held.about and held.about not in asked:
        raise Refused(moving.MOVED_ON)
    return ResearchItem(
        request=request,
        case_id=request.case_id,
        agency_id=request.agency_id,
        about_id=held.about or None,
        kind=held.kind,
        topic=held.topic,
        text=held.text.strip(),
        source=held.source.strip(),
        dated_on=held.dated_on,
        is_withheld=held.is_withheld,
        why_withheld=held.why_withheld.strip() or None if held.is_withheld else None,
        shared_at=None if held.is_withheld else at,
        by=by,
        once_key=held.once_key,
    )
