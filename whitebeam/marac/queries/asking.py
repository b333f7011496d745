"""Whom a panel asks, who was asked, and who has not answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CaseBlock,
    Disclosure,
    Meeting,
    Panel,
    PanelMember,
    ResearchRequest,
)
from whitebeam.marac.models.states import State
from whitebeam.partners.models import Agency, SharingAgreement
from whitebeam.partners.policy import agreements_in_force

RESEARCHED = (State.RESEARCH_OPEN, State.RESEARCH_CLOSED)


def members_to_ask(case: Case) -> list[PanelMember]:
    """Return the members of the panel that were not asked about this case and may be."""
    asked = ResearchRequest.objects.filter(case=case, withdrawn_at=None).values("agency")
    members = PanelMember.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=Today()),
        panel=case.panel_id,
        agency__status=Agency.Status.ACTIVE,
    )
    return list(
        members.exclude(agency__in=asked)
        .exclude(agency__in=blocked_agencies(case))
        .select_related("agency", "agreement")
        .order_by("agency__name")
    )


def agreements_now() -> frozenset[UUID]:
    """Return the agreements in force today."""
    return frozenset(agreements_in_force().values_list("pk", flat=True))


def blocked_agencies(case: Case) -> frozenset[UUID]:
    """Return the agencies for which this case was never made."""
    blocks = CaseBlock.objects.filter(case=case, lifted_at=None, agency__isnull=False)
    return frozenset(blocks.values_list("agency", flat=True))


def is_asked(case: Case, agency: Agency) -> bool:
    """Return whether this agency has an open request about the case."""
    return ResearchRequest.objects.filter(case=case, agency=agency, withdrawn_at=None).exists()


def asked_before(case: Case) -> list[ResearchRequest]:
    """Return what stands asked about a case, but for agencies for which it was never made."""
    rows = ResearchRequest.objects.filter(case=case, withdrawn_at=None)
    return list(
        rows.exclude(agency__in=blocked_agencies(case))
        .select_for_update(of=("self",))
        .select_related("agency")
        .order_by("agency__name")
    )


def may_be_asked_again(request: ResearchRequest) -> bool:
    """Say whether an agreement covers it today, or it was asked in an emergency under none."""
    return request.agreement_id is None or request.agreement_id in agreements_now()


def as_member(panel: Panel, agency: Agency, *, agreement: SharingAgreement | None) -> PanelMember:
    """Return with what an agency is asked that may be no member: the least, by name and birth."""
    member = PanelMember.objects.filter(panel=panel, agency=agency).select_related("agency").first()
    if member is not None:
        return member
    return PanelMember(
        panel=panel,
        agency=agency,
        agreement=agreement,
        template="any",
        parts=["VICTIM", "PERPETRATOR", "CHILD"],
        identifiers=["NAME", "ALIASES", "DATE_OF_BIRTH"],
    )


def agencies_to_ask(case: Case) -> QuerySet[Agency]:
    """Return the active agencies that were not asked about this case and are not kept from it."""
    asked = ResearchRequest.objects.filter(case=case, withdrawn_at=None).values("agency")
    rows = Agency.objects.filter(status=Agency.Status.ACTIVE).exclude(kind=Agency.Kind.GUEST)
    return rows.exclude(pk__in=asked).exclude(pk__in=blocked_agencies(case)).order_by("name")


def line_of(case: Case) -> Disclosure | None:
    """Return the ledger line of the referrer's own account."""
    return Disclosure.objects.filter(about_label=case._meta.label, about_id=case.pk).first()


def open_listing(case: Case) -> AgendaItem | None:
    """Return the place on a list at which a case waits."""
    return case.listings.filter(outcome="", is_aside=False).select_related("meeting").first()


def listed_unasked(user: User, meeting_id: UUID) -> list[Case]:
    """Return the cases on a meeting's list whose research is not open yet."""
    listed = policy.listings_seen_by(user).filter(meeting=meeting_id, outcome="", is_aside=False)
    rows = policy.coordinated_by(user).filter(
        pk__in=listed.values("case"), state__in=(State.LISTED, State.RELISTED)
    )
    return list(rows.order_by("referred_at", "pk"))


def meeting_of(user: User, meeting_id: UUID) -> Meeting:
    """Return a meeting that the user runs."""
    return policy.meetings_run_by(user).get(pk=meeting_id)


def is_researched(user: User, meeting_id: UUID) -> bool:
    """Say whether any case on a meeting's list is researched, or was."""
    listed = policy.listings_seen_by(user).filter(meeting=meeting_id, outcome="", is_aside=False)
    return (
        policy.coordinated_by(user)
        .filter(pk__in=listed.values("case"), state__in=RESEARCHED)
        .exists()
    )


@dataclass(frozen=True, slots=True)
class Response:
    """One agency's answers to one list: how many it was asked, answered, and owes."""

    agency: Agency
    asked: int
    nothing_known: int
    known: int
    waiting: int
    late: int


def responses_of(user: User, meeting: Meeting, *, at: datetime) -> list[Response]:
    """Return each agency's answers to a meeting's list, those that owe most first.

    What left the list undiscussed, as settled, deferred or withdrawn, is owed by nobody.
    """
    stays = ("", AgendaItem.Outcome.HEARD)
    listed = policy.listings_seen_by(user).filter(meeting=meeting, outcome__in=stays)
    # Named one by one: joined to the list, the parts of every case of the past would be read.
    cases = list(listed.values_list("case", flat=True))
    requests = policy.requests_seen_by(user).filter(case__in=cases, withdrawn_at=None)
    return _summed(requests.select_related("agency"), at=at)


def responses_in(user: User, case: Case, *, at: datetime) -> list[Response]:
    """Return each agency's answer about one case."""
    requests = policy.requests_seen_by(user).filter(case=case, withdrawn_at=None)
    return _summed(requests.select_related("agency"), at=at)


def _summed(requests: Iterable[ResearchRequest], *, at: datetime) -> list[Response]:
    of: dict[UUID, list[ResearchRequest]] = {}
    for request in requests:
        of.setdefault(request.agency_id, []).append(request)
    found = [_response(each, at=at) for each in of.values()]
    return sorted(found, key=lambda r: (-r.waiting, r.agency.name))


def _response(requests: list[ResearchRequest], *, at: datetime) -> Response:
    waiting = [request for request in requests if not request.answer]
    return Response(
        agency=requests[0].agency,
        asked=len(requests),
        nothing_known=sum(request.answer == "NOTHING_KNOWN" for request in requests),
        known=sum(request.answer == "KNOWN" for request in requests),
        waiting=len(waiting),
        late=sum(request.due_at < at for request in waiting),
    )


def withheld_in(case: Case) -> dict[UUID, int]:
    """Return how many things each agency withholds about a case: that, and nothing of what."""
    with connection.cursor() as cursor:
        cursor.execute("select agency, number from sec.marac_withheld(%s)", [case.pk])
        return dict(cursor.fetchall())


def to_close(*, at: datetime) -> list[UUID]:
    """Return the cases whose research is open and whose every request is past its clock."""
    open_ones = Case.objects.filter(state=State.RESEARCH_OPEN)
    still = ResearchRequest.objects.filter(withdrawn_at=None, due_at__gt=at).values("case")
    asked = ResearchRequest.objects.filter(withdrawn_at=None).values("case")
    return list(
        open_ones.filter(pk__in=asked)
        .exclude(pk__in=still)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def to_chase(*, at: datetime, soon: datetime) -> list[UUID]:
    """Return the agencies that owe an answer due by `soon` and were not chased today."""
    return list(
        owed(at=at, soon=soon).order_by("agency").values_list("agency", flat=True).distinct()
    )


def owed(*, at: datetime, soon: datetime) -> QuerySet[ResearchRequest]:
    """Return the unanswered requests due by `soon` that were not chased today."""
    begins = at.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    return ResearchRequest.objects.filter(
        Q(chased_at=None) | Q(chased_at__lt=begins),
        answer="",
        withdrawn_at=None,
        due_at__lte=soon,
        case__state__in=RESEARCHED,
    )
