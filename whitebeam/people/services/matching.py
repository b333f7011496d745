"""Asking whether others know a person, and tying records of one person together.

The worker who asks is told only that the question was sent. The coordinator sees candidates through
one function of the database, decides under an agreement, and needs a second person to merge.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.partners.models import Agency, Duty
from whitebeam.partners.policy import has_duty
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.models import MatchRequest, Merge, Person


@transaction.atomic
def ask_for_match(*, person: Person, agency: Agency, by: User, at: datetime) -> None:
    """Send the coordinator the question whether others know this person.

    The answer to the worker is the same whether there are none or many, and asking twice is one.
    """
    waiting = MatchRequest.objects.filter(
        person=person, asked_for=agency, outcome=MatchRequest.Outcome.OPEN
    )
    if not waiting.exists():
        MatchRequest(person=person, asked_by=by, asked_for=agency, asked_at=at).save(
            force_insert=True
        )
    audit.record(verb=Happened.MATCH_ASKED, subject=person, agency_id=agency.pk)


@transaction.atomic
def decide_match(
    *,
    request_id: UUID,
    outcome: MatchRequest.Outcome,
    same_as: UUID | None,
    note: str,
    by: User,
    at: datetime,
) -> MatchRequest:
    """Answer a match request. Where the same person is known elsewhere, ask for the merge.

    :raises Refused: if it is decided already, or the same person is said to be known but not who
    """
    request = (
        policy.match_requests_decidable_by(by)
        .select_for_update(of=("self",))
        .filter(pk=request_id)
        .first()
    )
    if request is None:
        raise Refused("This request is decided already")
    if (outcome == MatchRequest.Outcome.SAME_PERSON) != (same_as is not None):
        raise Refused("Choose the record that is the same person, or say that there is none")
    request.outcome, request.decided_by, request.decided_at = outcome, by, at
    request.note = note or None
    request.save(update_fields=["outcome", "decided_by", "decided_at", "note", "updated_at"])
    audit.record(verb=Happened.MATCH_DECIDED, subject=request, outcome=str(outcome))
    if same_as is not None:
        ask_for_merge(one_id=same_as, other_id=request.person_id, reasons=note, by=by, at=at)
    return request


@transaction.atomic
def ask_for_merge(*, one_id: UUID, other_id: UUID, reasons: str, by: User, at: datetime) -> Merge:
    """Ask that two records be tied as one person; another coordinator must agree.

    The database says which is tied to which, so that ties stay one step deep.

    :raises Refused: if the user may not, they are one already, or one of them waits for an answer
    """
    if not has_duty(by, Duty.COORDINATE_MATCHES):
        raise Refused("Only a coordinator asks for records to be merged")
    pair = _pair(one_id, other_id)
    if pair is None:
        raise Refused("These records are merged already, or both are merged with others")
    kept_id, gone_id = pair
    if Merge.objects.filter(gone__in=pair, state=Merge.State.ASKED).exists():
        raise Refused("A merge of one of these records waits for a second coordinator")
    merge = Merge(kept_id=kept_id, gone_id=gone_id, reasons=reasons, asked_by=by, asked_at=at)
    merge.save(force_insert=True)
    audit.record(verb=Happened.MERGE_ASKED, subject=merge, kept_id=kept_id, gone_id=gone_id)
    return merge


@transaction.atomic
def agree_to_merge(*, merge_id: UUID, by: User) -> None:
    """Tie the records, as a second person. Nothing else in either record changes.

    :raises Refused: if this is the person who asked, or it is decided already
    """
    merge = _asked(merge_id, by=by)
    _call("select sec.tie_records(%s)", merge_id)
    audit.record(verb=Happened.MERGED, subject=merge, kept_id=merge.kept_id, gone_id=merge.gone_id)


@transaction.atomic
def refuse_merge(*, merge_id: UUID, by: User) -> None:
    """Say, as a second person, that these are two people.

    :raises Refused: if this is the person who asked, or it is decided already
    """
    merge = _asked(merge_id, by=by)
    _call("select sec.refuse_tie(%s)", merge_id)
    audit.record(verb=Happened.MERGE_REFUSED, subject=merge)


@transaction.atomic
def ask_to_unmerge(*, merge_id: UUID, by: User) -> None:
    """Ask that merged records be taken apart; another coordinator must agree.

    :raises Refused: if they are not merged, or the user may not
    """
    merge = _done(merge_id, by=by)
    merge.undo_asked_by = by
    merge.save(update_fields=["undo_asked_by", "updated_at"])
    audit.record(verb=Happened.UNMERGE_ASKED, subject=merge)


@transaction.atomic
def agree_to_unmerge(*, merge_id: UUID, by: User) -> None:
    """Take merged records apart, as a second person; both are byte for byte as they were.

    :raises Refused: if nobody asked, or this is the person who did
    """
    merge = _done(merge_id, by=by)
    if merge.undo_asked_by_id is None or merge.undo_asked_by_id == by.pk:
        raise Refused("Another coordinator must ask first")
    _call("select sec.untie_records(%s)", merge_id)
    audit.record(verb=Happened.UNMERGED, subject=merge)


def _pair(one_id: UUID, other_id: UUID) -> tuple[UUID, UUID] | None:
    with connection.cursor() as cursor:
        cursor.execute("select kept, gone from sec.merge_pair(%s, %s)", [one_id, other_id])
        return cursor.fetchone()


def _asked(merge_id: UUID, *, by: User) -> Merge:
    merge = policy.merges_decidable_by(by).select_for_update(of=("self",)).filter(pk=merge_id)
    found = merge.first()
    if found is None:
        raise Refused("Another coordinator must decide this, and it must still be waiting")
    return found


def _done(merge_id: UUID, *, by: User) -> Merge:
    merged = policy.merges_seen_by(by).filter(pk=merge_id, state=Merge.State.DONE)
    found = merged.select_for_update(of=("self",)).first()
    if found is None:
        raise Refused("These records are not merged")
    return found


def _call(statement: str, merge_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [merge_id])
