"""A meeting from its planning to its signed minutes."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.directory.models import Group
from whitebeam.governance import policy
from whitebeam.governance.events import Happened
from whitebeam.governance.models import (
    Attendance,
    Interest,
    Item,
    Labelling,
    Meeting,
    Minute,
    PackPage,
    Paper,
    Seat,
)
from whitebeam.governance.models.meetings import Label
from whitebeam.governance.rules.pages import cut
from whitebeam.governance.services import keeping
from whitebeam.kernel.errors import Refused


@transaction.atomic
def plan_meeting(*, group: Group, on: date, place: str = "", by: User) -> Meeting:
    """Plan a meeting of a group; planning the same day twice is one meeting.

    :raises Refused: if the user does not keep groups
    """
    keeping.check_keeps(by)
    if planned := Meeting.objects.filter(group=group, on=on).first():
        return planned
    meeting = Meeting(group=group, on=on, place=place.strip(), added_by=by)
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        return Meeting.objects.get(group=group, on=on)
    audit.record(verb=Happened.MEETING_PLANNED, subject=meeting, on=on)
    return meeting


@transaction.atomic
def add_item(*, meeting_id: UUID, title: str, purpose: str, by: User) -> Item:
    """Put an item at the end of an agenda; once the pack was sent it is marked late.

    :raises Refused: if the minutes are signed, or it has no title
    """
    named = keeping.said(title, ask="Enter what the item is")
    meeting = keeping.open_meeting(meeting_id, by=by)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = Item(
        meeting=meeting,
        position=last + 1,
        title=named,
        purpose=purpose,
        is_late=meeting.pack_sent_at is not None,
        added_by=by,
    )
    item.save(force_insert=True)
    audit.record(verb=Happened.ITEM_ADDED, subject=item, is_late=item.is_late)
    return item


@transaction.atomic
def add_paper(*, item_id: UUID, title: str, body: str, by: User, at: datetime) -> Paper:
    """Add a paper to an item. After the pack was sent it is late, and its pages come last.

    :raises Refused: if the minutes are signed, or it is empty
    """
    named = keeping.said(title, ask="Enter the title of the paper")
    words = keeping.said(body, ask="Enter the paper")
    item = keeping.open_item(item_id, by=by)
    is_late = item.meeting.pack_sent_at is not None
    paper = Paper(item=item, title=named, body=words, is_late=is_late, added_by=by, added_at=at)
    paper.save(force_insert=True)
    if is_late:
        _number(item.meeting, [paper])
    audit.record(verb=Happened.PAPER_ADDED, subject=paper, is_late=is_late)
    return paper


@transaction.atomic
def send_pack(*, meeting_id: UUID, by: User, at: datetime) -> Meeting:
    """Send the pack: every page gets its number, which never moves again.

    :raises Refused: if it was sent, there is nothing in it, or the minutes are signed
    """
    meeting = keeping.open_meeting(meeting_id, by=by)
    if meeting.pack_sent_at:
        raise Refused("The pack was sent already. What is added now is marked late.")
    papers = list(
        Paper.objects.filter(item__meeting=meeting).order_by("item__position", "added_at")
    )
    if not meeting.items.exists():
        raise Refused("Put something on the agenda first")
    _number(meeting, papers)
    meeting.pack_sent_at = at
    meeting.save(update_fields=["pack_sent_at", "updated_at"])
    audit.record(verb=Happened.PACK_SENT, subject=meeting, papers=len(papers))
    return meeting


@transaction.atomic
def keep_attendance(*, meeting_id: UUID, hows: dict[UUID, str], by: User) -> None:
    """Keep who came to a meeting, seat by seat; keeping it again changes what it says.

    :raises Refused: if the minutes are signed, or a seat is not of this group
    """
    meeting = keeping.open_meeting(meeting_id, by=by)
    seats = set(Seat.objects.filter(group=meeting.group_id).values_list("pk", flat=True))
    if set(hows) - seats:
        raise Refused("Choose seats of this group")
    kept = {row.seat_id: row for row in meeting.attendances.select_for_update()}
    for seat, how in hows.items():
        row = kept.get(seat)
        if row is None:
            Attendance.objects.create(meeting=meeting, seat_id=seat, how=how)
        elif row.how != how:
            row.how = how
            row.save(update_fields=["how", "updated_at"])
    audit.record(verb=Happened.ATTENDANCE_KEPT, subject=meeting, seats=len(hows))


@transaction.atomic
def write_minute(*, item_id: UUID, text: str, by: User) -> Minute:
    """Write what was said under an item; writing again replaces it, until the minutes are signed.

    :raises Refused: if they are, or nothing is written
    """
    words = keeping.said(text, ask="Enter what was said")
    item = keeping.open_item(item_id, by=by)
    minute = Minute.objects.select_for_update().filter(item=item).first() or Minute(item=item)
    is_new = minute._state.adding
    minute.text, minute.written_by = words, by
    if is_new:
        minute.save(force_insert=True)
    else:
        minute.save(update_fields=["text", "written_by", "updated_at"])
    audit.record(verb=Happened.ITEM_MINUTED, subject=item)
    return minute


@transaction.atomic
def declare_interest(
    *,
    meeting_id: UUID,
    seat: Seat,
    item: Item | None = None,
    nature: str,
    handling: str,
    by: User,
    at: datetime,
) -> Interest:
    """Minute a conflict of interest and what was done about it: by who sits there, or a keeper.

    :raises Refused: if it is somebody else's seat, or nothing is said of the conflict
    """
    words = keeping.said(nature, ask="Enter what the interest is")
    meeting = policy.meetings_of(by).filter(pk=meeting_id, signed_at=None).first()
    if meeting is None:
        raise Refused(keeping.SIGNED)
    if not policy.sittings_of(by).filter(seat=seat).exists():
        keeping.check_keeps(by)
    interest = Interest(
        meeting=meeting,
        item=item,
        seat=seat,
        nature=words,
        handling=handling,
        recorded_by=by,
        at=at,
    )
    interest.save(force_insert=True)
    audit.record(verb=Happened.INTEREST_DECLARED, subject=interest, handling=str(handling))
    return interest


@transaction.atomic
def label(
    *, item_id: UUID, paper_id: UUID | None = None, to: str, why: str, by: User, at: datetime
) -> None:
    """Make an item or a paper public, or private again; the decision and its reason are kept.

    :raises Refused: if it has this label, no reason is given, or a public paper's item is private
    """
    reason = keeping.said(why, ask="Enter who decided it and why")
    keeping.check_keeps(by)
    item = keeping.locked(policy.items_of(by), item_id)
    thing: Item | Paper = item
    if paper_id:
        thing = keeping.locked(Paper.objects.filter(item=item), paper_id)
        if to == Label.PUBLIC and item.label != Label.PUBLIC:
            raise Refused("Make the item public first: a public paper under it would lead nowhere")
    if thing.label == to:
        raise Refused("It has this label already")
    thing.label = to
    thing.save(update_fields=["label", "updated_at"])
    Labelling.objects.create(item=item, paper_id=paper_id, label=to, why=reason, by=by, at=at)
    audit.record(verb=Happened.LABELLED, subject=thing, label=str(to))


@transaction.atomic
def sign_minutes(*, meeting_id: UUID, by: User, at: datetime) -> Meeting:
    """Sign the minutes of a meeting. Nothing of it changes after that.

    :raises Refused: if they are signed, or an item has none
    """
    meeting = keeping.open_meeting(meeting_id, by=by)
    if meeting.items.filter(minute=None).exists():
        raise Refused("Every item needs its minutes before they are signed")
    meeting.signed_at, meeting.signed_by = at, by
    meeting.save(update_fields=["signed_at", "signed_by", "updated_at"])
    audit.record(verb=Happened.MINUTES_SIGNED, subject=meeting)
    return meeting


def _number(meeting: Meeting, papers: list[Paper]) -> None:
    """Give the pages of these papers the next numbers of the pack."""
    last = PackPage.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    for paper in papers:
        for text in cut(str(paper.body)):
            last += 1
            page = PackPage(meeting=meeting, paper=paper, number=last, text=text)
            page.save(force_insert=True)
