"""The live screen: the one open case, what is said of it, and a short code of all that is seen."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Attendance,
    Case,
    CasePerson,
    Entry,
    Meeting,
    ProcessLink,
)
from whitebeam.marac.queries import cases, meetings, processes
from whitebeam.partners.models import Agency, SharingAgreement

# Read through the walls as whoever asks: what does not exist for her leaves no mark in it. The
# connection is one of the pool's, so the statement is planned once and kept. Four codes of one
# length stand side by side: the list, what was said, what will be done, who is here.
PULSE = """
select concat(
  substr(md5(concat_ws('|', m.state, m.chair_id,
    (select string_agg(concat_ws(':', i.id, i.opened_at, i.closed_at, i.outcome, i.signed_at,
                                 i.minutes, i.has_children), ',' order by i.id)
       from marac_agendaitem i where i.meeting_id = m.id))), 1, 12),
  substr(md5((select concat_ws(':', count(*), max(e.updated_at))
     from marac_entry e where e.meeting_id = m.id)), 1, 12),
  substr(md5((select concat_ws(':', count(*), max(d.updated_at))
     from marac_caseaction c join actions_action d on d.id = c.action_id
     where c.meeting_id = m.id)), 1, 12),
  substr(md5((select concat_ws(':', count(*), max(a.updated_at))
     from marac_attendance a where a.meeting_id = m.id)), 1, 12))
from marac_meeting m where m.id = %s
"""
LENGTH = 12
LIST, SAID, DONE, HERE = "list", "said", "done", "here"
PARTS = (LIST, SAID, DONE, HERE)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """The case that is open, as one user may see it."""

    item: AgendaItem
    people: tuple[CasePerson, ...]
    processes: tuple[ProcessLink, ...]


def pulse(meeting_id: UUID) -> str:
    """Return a code that changes exactly when what the acting user sees of a meeting changes."""
    with connection.cursor() as cursor:
        cursor.execute(PULSE, [meeting_id])
        row = cursor.fetchone()
    return row[0] if row else ""


def changed(before: str, now: str) -> frozenset[str]:
    """Return which parts of a meeting differ between two of its codes; all, if one is no code."""
    if len(before) != len(now) or len(now) != LENGTH * len(PARTS):
        return frozenset(PARTS)
    places = range(0, len(now), LENGTH)
    return frozenset(
        part
        for part, at in zip(PARTS, places, strict=True)
        if before[at : at + LENGTH] != now[at : at + LENGTH]
    )


def worked_on_now(user: User, meeting: Meeting) -> AgendaItem | None:
    """Return the place that is open, if the user reads the papers of its case."""
    mine = policy.listings_seen_by(user, *policy.WORKING).filter(meeting=meeting)
    return mine.filter(opened_at__isnull=False, closed_at=None).select_related("case").first()


def open_item(items: list[AgendaItem]) -> AgendaItem | None:
    """Return the one that is open, of the places that somebody may see."""
    return next((i for i in items if i.opened_at and not i.closed_at), None)


def open_case(user: User, item: AgendaItem) -> OpenCase:
    """Return the open case with its people and the identifiers that the user's agency needs."""
    return OpenCase(
        item=item,
        people=tuple(cases.people_of(user, item.case)),
        processes=tuple(processes.of_case(user, item.case)),
    )


def entries_of(user: User, item: AgendaItem) -> list[Entry]:
    """Return what stands of what was said about a case at this meeting, newest first."""
    seen = policy.entries_seen_by(user).filter(item=item, removed_at=None, superseded_by=None)
    return list(seen.select_related("by", "agency", "about").order_by("-at", "-created_at"))


def runs(user: User, meeting: Meeting) -> bool:
    """Say whether the user runs this meeting, as coordinator or chair."""
    return policy.meetings_run_by(user).filter(pk=meeting.pk).exists()


def works_on(user: User, item: AgendaItem) -> bool:
    """Say whether the user reads the papers of a case, and so the case as it is heard."""
    return policy.worked_by(user).filter(pk=item.case_id).exists()


def agencies_there(meeting: Meeting) -> QuerySet[Agency]:
    """Return the agencies that may take an action on: the panel's own and whoever is here."""
    here = meeting.attendances.values("agency")
    expected = [agency.pk for agency in meetings.expected(meeting)]
    return Agency.objects.filter(Q(pk__in=expected) | Q(pk__in=here)).order_by("name")


def people_named(item_id: UUID) -> list[tuple[str, str]]:
    """Return those of a case whom the acting user may see, as choices."""
    people = CasePerson.objects.filter(case__listings=item_id).order_by("position", "created_at")
    return [(str(one.pk), f"{one.called}, {one.get_part_display().lower()}") for one in people]


def spoken_for(user: User, item_id: UUID) -> list[tuple[str, str]]:
    """Return the agencies in the meeting, as choices for whoever coordinates the case."""
    item = policy.listings_seen_by(user, policy.Capacity.COORDINATOR).filter(pk=item_id)
    here = Agency.objects.filter(
        pk__in=Attendance.objects.filter(
            meeting__in=item.values("meeting"), joined_at__isnull=False
        ).values("agency")
    )
    return [(str(one.pk), one.name) for one in here.order_by("name")]


def agreement_named(agreement: UUID | None) -> str:
    """Return what an agreement is called; nothing for none."""
    found = SharingAgreement.objects.filter(pk=agreement) if agreement else ()
    return next((one.name for one in found), "")


def new_key() -> UUID:
    """Return a key that lets a form sent twice be answered once."""
    return uuid4()


def agencies_of(user: User, case: Case) -> QuerySet[Agency]:
    """Return the agencies that may take an action on in a case: those asked, and its own."""
    asked = policy.requests_seen_by(user).filter(case=case, withdrawn_at=None).values("agency")
    own = [case.panel.coordinated_by_id, case.idva_agency_id, case.referring_agency_id]
    found = Q(pk__in=asked) | Q(pk__in=[pk for pk in own if pk])
    return Agency.objects.filter(found, status=Agency.Status.ACTIVE).order_by("name")
