"""One meeting: who sits at it, its agenda, who came, and how it stands with the rules."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Attendance, FlagRequest, Meeting, Statement
from whitebeam.marac.models.functions import DeniedCases
from whitebeam.marac.queries import settings
from whitebeam.marac.rules.sitting import Part, Quorum, Timing
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty, Membership

Role = Attendance.Role
CASE_MINUTES, MOST_MINUTES = "marac.case_minutes", "marac.case_minutes_most"
QUORUM, QUORUM_KINDS = "marac.quorum_agencies", "marac.quorum_kinds"
LOOK_BACK = "marac.attendance_meetings"
DUTY_DAYS = "marac.action_days"
AGENDA, FLAG_NOTICE = "marac.agenda", "marac.flag_notice_days"
# Who speaks in which role, the first that fits.
ROLES: tuple[tuple[Duty, Attendance.Role], ...] = (
    (Duty.COORDINATE_MARAC, Role.COORDINATOR),
    (Duty.CHAIR_MARAC, Role.CHAIR),
    (Duty.RESEARCH_MARAC, Role.REPRESENTATIVE),
    (Duty.SUPPORT_VICTIMS, Role.IDVA),
    (Duty.REFER_TO_MARAC, Role.REFERRER),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """For which agency and in which role somebody sits at a meeting."""

    agency: Agency
    role: Attendance.Role


def with_panel(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Return these meetings with what the head of their pages prints."""
    return meetings.select_related(
        "panel__area", "panel__advocated_by", "chair", "coordinated_by", "statement"
    )


def seat_of(user: User, meeting: Meeting) -> Seat | None:
    """Return for whom the user sits at this meeting, or nothing if for nobody.

    Beside the panel's own agencies those sit that referred one of its cases, speak for somebody in
    one, or were asked about one.
    """
    panel = meeting.panel
    ours = {panel.coordinated_by_id, panel.chaired_by_id, panel.advocated_by_id}
    ours |= set(panel.members.filter(ended_on=None).values_list("agency", flat=True))
    for seen in (
        policy.listings_seen_by(user)
        .filter(meeting=meeting)
        .values_list("case__referring_agency", flat=True)
    ):
        ours.add(seen)
    listed = AgendaItem.objects.filter(meeting=meeting, case=OuterRef("case"))
    working = policy.parts_of(user, *policy.WORKING).filter(Exists(listed), user=None)
    ours |= set(working.exclude(case__in=DeniedCases()).values_list("agency", flat=True))
    held = partners.memberships_in_force(user).filter(agency__in=ours - {None})
    for membership in held.select_related("agency").order_by("agency__name"):
        for duty, role in ROLES:
            if duty in membership.duties and _fits(role, membership.agency_id, meeting):
                return Seat(membership.agency, _role(role, user, meeting, membership.is_deputy))
    return None


def _fits(role: Attendance.Role, agency_id: UUID, meeting: Meeting) -> bool:
    wanted = {
        Role.COORDINATOR: meeting.coordinated_by_id,
        Role.CHAIR: meeting.panel.chaired_by_id,
    }
    return role not in wanted or wanted[role] == agency_id


def _role(role: Attendance.Role, user: User, meeting: Meeting, is_deputy: bool) -> Attendance.Role:
    if meeting.chair_id == user.pk:
        return Role.CHAIR
    if role == Role.CHAIR:
        return Role.DEPUTY
    return Role.DEPUTY if is_deputy and role == Role.REPRESENTATIVE else role


def agenda(meeting: Meeting) -> tuple[Part, ...]:
    """Return the parts of the agenda in the order that the partnership has set."""
    return tuple(Part(code) for code in settings.value(AGENDA, area=meeting.panel.area))


def statement_of(meeting: Meeting) -> Statement | None:
    """Return the statement that is accepted at this meeting: its own, or the newest one."""
    if meeting.statement is not None:
        return meeting.statement
    begun = Statement.objects.filter(starts_on__lte=meeting.starts_at.date())
    return begun.order_by("-starts_on", "-version").first()


def attendance_of(user: User, meeting: Meeting) -> Attendance | None:
    """Return the user's own row at this meeting."""
    return meeting.attendances.filter(user=user).select_related("agency").first()


def items_of(user: User, meeting: Meeting) -> list[AgendaItem]:
    """Return the cases of the list that the user may see, those with children first."""
    seen = (
        policy.listings_seen_by(user)
        .filter(meeting=meeting)
        .select_related("case__panel", "late_because")
    )
    return list(seen.order_by("-has_children", "position", "listed_at", "pk"))


def people_at(meeting: Meeting) -> list[Attendance]:
    """Return who came, who is expected and who sent apologies, by agency."""
    rows = meeting.attendances.select_related("agency", "user", "statement")
    return list(rows.order_by("agency__name", "user__name"))


def expected(meeting: Meeting) -> list[Agency]:
    """Return the agencies that have a seat at this panel."""
    panel = meeting.panel
    core = (panel.coordinated_by_id, panel.chaired_by_id, panel.advocated_by_id)
    members = panel.members.filter(ended_on=None).values("agency")
    found = Agency.objects.filter(Q(pk__in=members) | Q(pk__in=[pk for pk in core if pk]))
    return list(found.order_by("name"))


def attendance_rates(meeting: Meeting) -> dict[UUID, list[bool]]:
    """Return of each agency whether it came to each of the panel's last meetings."""
    held = list(
        Meeting.objects.filter(
            panel=meeting.panel,
            kind=Meeting.Kind.PANEL,
            state__in=[Meeting.State.ENDED, Meeting.State.SIGNED],
            starts_at__lt=meeting.starts_at,
        )
        .order_by("-starts_at")
        .values_list("pk", flat=True)[: int(settings.value(LOOK_BACK))]
    )
    came = set(
        Attendance.objects.filter(meeting__in=held, joined_at__isnull=False).values_list(
            "agency", "meeting"
        )
    )
    return {
        agency.pk: [(agency.pk, meeting_id) in came for meeting_id in held]
        for agency in expected(meeting)
    }


def timing(meeting: Meeting) -> Timing:
    """Return how long a case takes here."""
    area = meeting.panel.area
    return Timing(
        usual=int(settings.value(CASE_MINUTES, area=area)),
        most=int(settings.value(MOST_MINUTES, area=area)),
    )


def quorum(meeting: Meeting) -> Quorum:
    """Return who must be there for the panel to decide."""
    area = meeting.panel.area
    return Quorum(
        agencies=int(settings.value(QUORUM, area=area)),
        kinds=tuple(settings.value(QUORUM_KINDS, area=area)),
    )


def action_days() -> list[int]:
    """Return after how many days an action raised at a meeting is usually due."""
    return [int(days) for days in settings.value(DUTY_DAYS)]


def reaching_twelve_months(user: User, meeting: Meeting) -> dict[str, list[FlagRequest]]:
    """Return the flags that end soon after the meeting, or ended and are still set, by case.

    It is the standing item of every agenda; the reader sees those of her own cases.
    """
    cases = policy.worked_by(user).filter(panel=meeting.panel)
    until = meeting.starts_at.date() + timedelta(days=int(settings.value(FLAG_NOTICE)))
    rows = FlagRequest.objects.filter(
        case__in=cases, removed_at=None, until__lte=until
    ).select_related("case", "agency")
    found: dict[str, list[FlagRequest]] = defaultdict(list)
    for row in rows.order_by("until", "agency__name")[:200]:
        found[row.case.reference].append(row)
    return dict(found)


def people_expected(meeting: Meeting) -> QuerySet[User]:
    """Return the people of the panel's agencies who may sit at this meeting, by name."""
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        agency__in=[agency.pk for agency in expected(meeting)],
        starts_on__lte=Today(),
        duties__overlap=[str(duty) for duty, _ in ROLES],
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")
