"""The minutes of a case, put together from what was recorded before and at its meeting."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.actions.queries.rows import due_in_words, owner_in_words
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseAction,
    Meeting,
    Minutes,
    MinutesCopy,
)
from whitebeam.marac.queries import case_actions, copies, meetings, research
from whitebeam.marac.rules.from_assessment import lines_of
from whitebeam.marac.rules.minuting import ActionLine, Header, Line, Whole
from whitebeam.partners.models import Agency
from whitebeam.risk.rules.summary import read_raised, read_summary


@dataclass(frozen=True, slots=True)
class Standing:
    """How the minutes of one case of a list stand."""

    item: AgendaItem
    latest: Minutes | None


def composed(reader: User, item: AgendaItem) -> Whole:
    """Return the minutes of a case as the record has them now."""
    told = copies.told(reader, item)
    return Whole(
        header=_header(item.meeting),
        reference=item.case.reference,
        summary=str(item.summary or ""),
        said=told["said"],
        shared=(*_assessed(item.case), *told["shared"]),
        actions=tuple(_action(link) for link in case_actions.of_case(reader, item.case)),
        conflicts=tuple(_conflicts(item)),
    )


def copied_to(reader: User, item: AgendaItem) -> list[Agency]:
    """Return the agencies that keep a copy of the minutes of this case."""
    case = item.case
    asked = policy.requests_seen_by(reader).filter(case=case, withdrawn_at=None)
    panel = case.panel
    own = (
        panel.coordinated_by_id,
        panel.chaired_by_id,
        case.idva_agency_id,
        case.referring_agency_id,
    )
    found = Agency.objects.filter(
        Q(pk__in=asked.values("agency")) | Q(pk__in=[p for p in own if p])
    )
    return list(found.order_by("name"))


def latest_of(reader: User, item: AgendaItem) -> Minutes | None:
    """Return the newest signed minutes of a case, if the reader reads them whole."""
    seen = policy.minutes_seen_by(reader).filter(item=item)
    return seen.select_related("signed_by").order_by("-number").first()


def versions_of(reader: User, item: AgendaItem) -> list[Minutes]:
    """Return every signed version of the minutes of a case, the newest first."""
    seen = policy.minutes_seen_by(reader).filter(item=item)
    return list(seen.select_related("signed_by").order_by("-number"))


def standing(reader: User, meeting: Meeting) -> list[Standing]:
    """Return how the minutes of each heard case stand, for whoever writes or signs them."""
    heard = policy.items_run_by(reader).filter(meeting=meeting, outcome=AgendaItem.Outcome.HEARD)
    items = list(heard.select_related("case").order_by("opened_at"))
    newest: dict[UUID, Minutes] = {}
    for one in policy.minutes_seen_by(reader).filter(meeting=meeting).order_by("number"):
        newest[one.item_id] = one
    return [Standing(item, newest.get(item.pk)) for item in items]


def _header(meeting: Meeting) -> Header:
    people = meetings.people_at(meeting)
    there = [row for row in people if row.joined_at]
    observes = Attendance.Role.OBSERVER
    statement = meetings.statement_of(meeting)
    signed = all(row.accepted_at for row in there)
    began = (meeting.began_at or meeting.starts_at).astimezone(LONDON)
    return Header(
        panel=meeting.panel.name,
        held=f"{began.day} {began:%B %Y}, {began:%H:%M}",
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        present=tuple(_person(row) for row in there if row.role != observes),
        observers=tuple(_person(row) for row in there if row.role == observes),
        apologies=tuple(_apology(row) for row in people if row.apologised_at),
        statement=_statement(statement.version if statement else 0, signed=signed),
    )


def _statement(version: int, *, signed: bool) -> str:
    told = "accepted by everybody present" if signed else "not accepted by everybody present"
    return f"Confidentiality statement, version {version}, {told}"


def _person(row: Attendance) -> str:
    return f"{row.user.name}, {row.agency.name} ({row.get_role_display().lower()})"


def _apology(row: Attendance) -> str:
    sent = "information sent" if row.has_sent_information else "no information sent"
    return f"{row.user.name}, {row.agency.name}: {sent}"


def _assessed(case: Case) -> list[Line]:
    """Return risk as it was assessed and what the answers called for: a part of the account."""
    line = research.lines_of([case]).get(case.pk, "")
    agency = case.referring_agency
    return [
        Line("RISK", agency.name, text, fact=str(case.pk), agency_id=str(agency.pk), line=str(line))
        for text in lines_of(read_summary(case.assessed), read_raised(case.prompts))
    ]


def _action(link: CaseAction) -> ActionLine:
    action = link.action
    due, _ = due_in_words(action, on=link.added_at.astimezone(LONDON).date())
    return ActionLine(
        reference=action.reference,
        agency_id=str(action.owner_agency_id),
        agency=action.owner_agency.name,
        owner=owner_in_words(action),
        text=str(action.text),
        rationale=str(action.rationale or ""),
        due=due,
        state=action.get_state_display(),
    )


def _conflicts(item: AgendaItem) -> list[str]:
    rows = item.case.declarations.select_related("user", "agency", "representative")
    return [
        f"{row.user.name}, {row.agency.name}"
        + (f"; {row.representative.name} took their place" if row.representative else "")
        for row in rows.order_by("at")
    ]


def copies_of(reader: User, meeting: Meeting) -> list[MinutesCopy]:
    """Return the newest copy of each case of a meeting that the reader may open."""
    seen = policy.copies_seen_by(reader).filter(meeting=meeting)
    rows = seen.select_related("case", "agency").order_by("case", "agency", "-created_at")
    newest = rows.distinct("case", "agency")
    return sorted(newest, key=lambda copy: (copy.case.reference, copy.agency.name))
