"""The minutes of a case: summarised, signed by the chair, put right with a trace, sent out."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.models import AgendaItem, Meeting, Minutes, MinutesCopy, MinutesFact
from whitebeam.marac.models.states import State
from whitebeam.marac.queries import copies, minutes
from whitebeam.marac.rules import minuting
from whitebeam.marac.services import flagging, ledger_of_meeting, moving
from whitebeam.marac.services.hearing import agency_of
from whitebeam.notices import services as notices
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty

NOT_HEARD = "Only the chair may sign, once the case was heard"
READERS = (Duty.RESEARCH_MARAC, Duty.COORDINATE_MARAC, Duty.SUPPORT_VICTIMS)


@transaction.atomic
def summarise(*, item_id: UUID, summary: str, by: User, at: datetime) -> None:
    """Write the summary of a heard case.

    :raises Refused: if the user does not run the meeting, the case was not heard, or it is signed
    """
    heard = policy.items_run_by(by).filter(outcome=AgendaItem.Outcome.HEARD, signed_at=None)
    item = heard.select_for_update(of=("self",)).select_related("case").filter(pk=item_id).first()
    if item is None:
        raise Refused("The minutes of this case are signed, or it was not heard")
    if not summary.strip():
        raise Refused("Enter a summary of the case")
    item.summary = summary.strip()
    item.version += 1
    item.save(update_fields=["summary", "version", "updated_at"])
    audit.record(verb=Happened.SUMMARISED, subject=item.case)


@transaction.atomic
def sign(*, item_id: UUID, by: User, at: datetime) -> Minutes:
    """Sign the minutes of a case: what the record says now is kept, and each agency gets its copy.

    The case goes on to its actions. Signing twice changes nothing.

    :raises Refused: if the user is not the chair, the case was not heard, or has no summary
    """
    item = _item(item_id, by=by)
    if earlier := minutes.latest_of(by, item):
        return earlier
    if not (item.summary or "").strip():
        raise Refused("Write the summary first")
    whole = minutes.composed(by, item)
    signed = _keep(item, whole, before=None, why="", by=by, at=at)
    item.signed_at = at
    item.version += 1
    item.save(update_fields=["signed_at", "version", "updated_at"])
    audit.record(verb=Happened.SIGNED, subject=item.case, minutes=str(signed.pk))
    _go_on(item, by=by, at=at)
    return signed


@transaction.atomic
def correct(*, item_id: UUID, summary: str, why: str, by: User, at: datetime) -> Minutes:
    """Put signed minutes right: a new version takes their place and says why; the old is kept.

    :raises Refused: if the user is not the chair, nothing is signed yet, or words are missing
    """
    item = _item(item_id, by=by)
    before = minutes.latest_of(by, item)
    if before is None:
        raise Refused("These minutes are not signed yet")
    if not (summary.strip() and why.strip()):
        raise Refused("Enter the summary, and why the minutes are put right")
    whole = replace(minutes.composed(by, item), summary=summary.strip())
    signed = _keep(item, whole, before=before, why=why.strip(), by=by, at=at)
    audit.record(verb=Happened.CORRECTED, subject=item.case, minutes=str(signed.pk))
    return signed


@transaction.atomic
def send_out(*, meeting_id: UUID, by: User, at: datetime) -> int:
    """Tell each agency that its copy is ready, and say how many people were told.

    The message says nothing of a case; the copy is read after signing in. With the minutes every
    agency is asked to flag its files.

    :raises Refused: if the user does not run the meeting, or some minutes are not signed
    """
    run = policy.meetings_run_by(by).select_for_update(of=("self",))
    meeting = run.select_related("panel__area").filter(pk=meeting_id).first()
    if meeting is None or meeting.state not in {Meeting.State.ENDED, Meeting.State.SIGNED}:
        raise Refused("The minutes go out once the meeting has ended")
    standing = minutes.standing(by, meeting)
    if any(one.latest is None for one in standing):
        raise Refused("Some minutes are not signed yet")
    if meeting.state == Meeting.State.SIGNED:
        return 0
    meeting.state, meeting.signed_at, meeting.signed_by = Meeting.State.SIGNED, at, by
    meeting.version += 1
    meeting.save(update_fields=["state", "signed_at", "signed_by", "version", "updated_at"])
    audit.record(verb=Happened.MINUTES_SENT_OUT, subject=meeting)
    flagging.ask_after(meeting, cases=[one.item.case for one in standing], at=at)
    readers = {
        user
        for agency in _copied(by, meeting)
        for duty in READERS
        for user in partners.users_with(agency, duty)
    }
    for reader in sorted(readers, key=lambda user: user.email):
        notices.tell(reader, template="minutes_ready", about=meeting, at=at)
    return len(readers)


def _item(item_id: UUID, *, by: User) -> AgendaItem:
    found = policy.signable_by(by).select_for_update(of=("self",))
    item = (
        found.select_related(
            "case__panel", "meeting__panel", "meeting__chair", "meeting__statement"
        )
        .filter(pk=item_id)
        .first()
    )
    if item is None:
        raise Refused(NOT_HEARD)
    return item


def _keep(
    item: AgendaItem,
    whole: minuting.Whole,
    *,
    before: Minutes | None,
    why: str,
    by: User,
    at: datetime,
) -> Minutes:
    signed = Minutes.objects.create(
        item=item,
        case_id=item.case_id,
        meeting_id=item.meeting_id,
        number=before.number + 1 if before else 1,
        content=minuting.written(whole),
        signed_by=by,
        signed_at=at,
        supersedes=before,
        why=why or None,
    )
    _keep_facts(signed, item, whole, by=by, at=at)
    for agency in minutes.copied_to(by, item):
        copy = minuting.copy_for(str(agency.pk), agency=agency.name, whole=whole)
        MinutesCopy.objects.create(
            minutes=signed,
            case_id=item.case_id,
            meeting_id=item.meeting_id,
            agency=agency,
            content=minuting.written(copy),
        )
    return signed


def _keep_facts(
    signed: Minutes, item: AgendaItem, whole: minuting.Whole, *, by: User, at: datetime
) -> None:
    """Keep each shared thing as a row, which the database gives to those who received it.

    The summary tells of everybody: it is shared with those who heard the case and may read of all.
    """
    people = list(item.case.people.values_list("pk", flat=True))
    heard = copies.hearing_all(item, people=people, at=at)
    line = ledger_of_meeting.keep_summary(signed, heard, by=by, at=at) if heard else None
    summary = MinutesFact(
        minutes=signed,
        case_id=item.case_id,
        agency_id=heard.giver.pk if heard else item.meeting.coordinated_by_id,
        line=line,
        place=MinutesFact.SUMMARY,
        position=0,
        text=whole.summary,
    )
    told = [
        MinutesFact(
            minutes=signed,
            case_id=item.case_id,
            agency_id=one.agency_id,
            line_id=one.line or None,
            about_id=one.about or None,
            place=one.kind,
            position=number,
            is_opinion=one.is_opinion,
            text=one.text,
        )
        for number, one in enumerate(minuting.facts(whole), start=1)
    ]
    MinutesFact.objects.bulk_create([summary, *told])


def _go_on(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Let the heard case go on to its actions; it closes when she is told and they are done."""
    case = moving.locked(item.case_id, among=policy.worked_by(by))
    if case.state == State.HEARD:
        moving.step(
            case,
            State.ACTIONS_OPEN,
            verb=Happened.ACTIONS_BEGUN,
            agency=agency_of(by, item.meeting),
            by=by,
            at=at,
        )


def _copied(by: User, meeting: Meeting) -> list[Agency]:
    seen = policy.copies_seen_by(by).filter(meeting=meeting).select_related("agency")
    return sorted({copy.agency for copy in seen}, key=lambda agency: agency.name)
