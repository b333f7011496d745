"""Who takes part in a case, and may do what with it.

An agency takes part in a capacity, and its worker needs the duty of that capacity; a guest takes
part as one user until a moment. The database decides the same again (marac migrations 0002, 0003).
"""

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Now

from whitebeam.accounts.models import User
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CaseAction,
    CasePerson,
    Disclosure,
    EarlySettlement,
    Entry,
    FlagRequest,
    Meeting,
    Minutes,
    MinutesCopy,
    Panel,
    Participant,
    ResearchItem,
    ResearchRequest,
)
from whitebeam.marac.models.states import ENDED
from whitebeam.partners import policy as partners
from whitebeam.partners.models import Agency, Duty

Capacity = Participant.Capacity
DUTY_OF = {
    Capacity.COORDINATOR: Duty.COORDINATE_MARAC,
    Capacity.CHAIR: Duty.CHAIR_MARAC,
    Capacity.IDVA: Duty.SUPPORT_VICTIMS,
    Capacity.RESEARCHER: Duty.RESEARCH_MARAC,
    Capacity.REFERRER: Duty.REFER_TO_MARAC,
}
WORKING = (Capacity.COORDINATOR, Capacity.CHAIR, Capacity.IDVA, Capacity.RESEARCHER)
RUNNING = (Capacity.COORDINATOR, Capacity.CHAIR)
MARAC = (*DUTY_OF.values(), Duty.VIEW_MARAC_FIGURES)


class DeniedCases(Func):
    """The cases that were never made for the acting user; only the database can tell."""

    function = "sec.marac_denied"
    template = "(select unnest(%(function)s()))"
    output_field = UUIDField()
    arity = 0


def parts_of(user: User, *capacities: Capacity) -> QuerySet[Participant]:
    """Return the parts in cases that the user fills now in one of these capacities."""
    held = Q(pk=None)
    for capacity in capacities or tuple(Capacity):
        held |= Q(user=None, capacity=capacity, agency__in=agencies_as(user, capacity))
        if capacity == Capacity.RESEARCHER and user.is_active:
            held |= Q(user=user)
    return Participant.objects.filter(
        held,
        Q(until=None) | Q(until__gt=Now()),
        Q(agreement=None) | Q(agreement__in=partners.agreements_in_force()),
        ended_at=None,
    )


def agencies_as(user: User, capacity: Capacity) -> QuerySet[Agency]:
    """Return the agencies for which the user may act in this capacity."""
    return partners.agencies_where(user, DUTY_OF[capacity]).exclude(kind=Agency.Kind.GUEST)


def visible_to(user: User, *capacities: Capacity) -> QuerySet[Case]:
    """Return the cases in which the user takes part in one of these capacities."""
    part = parts_of(user, *capacities).filter(case=OuterRef("pk"))
    return Case.objects.filter(Exists(part)).exclude(pk__in=DeniedCases())


def worked_by(user: User) -> QuerySet[Case]:
    """Return the cases whose papers the user may read: all parts but the referrer's alone."""
    return visible_to(user, *WORKING)


def coordinated_by(user: User) -> QuerySet[Case]:
    """Return the cases that the user coordinates."""
    return visible_to(user, Capacity.COORDINATOR)


def screenable_by(user: User) -> QuerySet[Case]:
    """Return the cases that wait for the user's screening."""
    return coordinated_by(user).filter(state=Case.State.RECEIVED)


def followed_by(user: User) -> QuerySet[Case]:
    """Return the cases that the user's agency referred, or she herself did."""
    part = parts_of(user, Capacity.REFERRER).filter(case=OuterRef("pk"))
    seen = Q(Exists(part))
    if user.is_active:
        seen |= Q(referred_by=user)
    return Case.objects.filter(seen).exclude(pk__in=DeniedCases())


def advocated_by(user: User) -> QuerySet[Case]:
    """Return the open cases in which the user speaks for the person harmed."""
    return visible_to(user, Capacity.IDVA).exclude(state__in=ENDED)


def requests_answerable_by(user: User) -> QuerySet[ResearchRequest]:
    """Return the research that the user's agencies are asked for, answered or not."""
    part = parts_of(user, Capacity.RESEARCHER).filter(
        case=OuterRef("case"), agency=OuterRef("agency")
    )
    return ResearchRequest.objects.filter(Exists(part), withdrawn_at=None).exclude(
        case__in=DeniedCases()
    )


def requests_seen_by(user: User) -> QuerySet[ResearchRequest]:
    """Return what every agency was asked in the cases whose papers the user reads."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return ResearchRequest.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def items_seen_by(user: User) -> QuerySet[ResearchItem]:
    """Return what was shared in the user's cases, and her own agency's items besides."""
    own = parts_of(user, Capacity.RESEARCHER).filter(
        case=OuterRef("case"), agency=OuterRef("agency")
    )
    reading = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return ResearchItem.objects.filter(
        Q(Exists(own)) | Q(Exists(reading), shared_at__isnull=False), removed_at=None
    ).exclude(case__in=DeniedCases())


def listings_seen_by(user: User, *capacities: Capacity) -> QuerySet[AgendaItem]:
    """Return the places on lists of the cases in which the user takes part."""
    part = parts_of(user, *capacities).filter(case=OuterRef("case"))
    return AgendaItem.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def meetings_seen_by(user: User) -> QuerySet[Meeting]:
    """Return the panels' meetings, and the professionals' meetings about the user's cases."""
    about_hers = listings_seen_by(user).filter(meeting=OuterRef("pk"))
    seen = Q(Exists(about_hers)) | Q(called_by=user)
    if partners.has_duty(user, *MARAC):
        seen |= Q(kind=Meeting.Kind.PANEL)
    return Meeting.objects.filter(seen)


def meetings_run_by(user: User) -> QuerySet[Meeting]:
    """Return the meetings that the user runs, as coordinator or chair."""
    return meetings_seen_by(user).filter(
        Q(coordinated_by__in=agencies_as(user, Capacity.COORDINATOR))
        | Q(chair=user)
        | Q(called_by=user)
    )


def panels_coordinated_by(user: User) -> QuerySet[Panel]:
    """Return the panels that the user coordinates."""
    return Panel.objects.filter(
        coordinated_by__in=agencies_as(user, Capacity.COORDINATOR), ended_on=None
    )


def people_asked_about(request: ResearchRequest) -> QuerySet[CasePerson]:
    """Return the people of the case about whom this agency is asked."""
    return CasePerson.objects.filter(case=request.case_id, part__in=request.parts).order_by(
        "position", "created_at"
    )


def items_kept_by(user: User) -> QuerySet[ResearchItem]:
    """Return what the user's own agencies hold and may correct, shared or withheld."""
    own = parts_of(user, Capacity.RESEARCHER).filter(
        case=OuterRef("case"), agency=OuterRef("agency")
    )
    return ResearchItem.objects.filter(Exists(own), removed_at=None).exclude(case__in=DeniedCases())


def disclosures_seen_by(user: User) -> QuerySet[Disclosure]:
    """Return the ledger lines of the cases whose papers the user reads."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return Disclosure.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def advocating_agency(user: User, case: Case) -> Agency:
    """Return the service for which the user speaks for the person harmed in this case."""
    part = parts_of(user, Capacity.IDVA).filter(case=case).select_related("agency")
    return part.order_by("agency__name")[0].agency


def agencies_in(user: User, case: Case) -> QuerySet[Agency]:
    """Return the agencies for which the user works on this case; a guest decides for none."""
    parts = parts_of(user, *WORKING).filter(case=case, user=None)
    return Agency.objects.filter(pk__in=parts.values("agency"))


def settlements_open_to(user: User) -> QuerySet[EarlySettlement]:
    """Return the proposals, not decided yet, in the cases on which the user works."""
    return settlements_seen_by(user).filter(decided_at=None, withdrawn_at=None)


def settlements_seen_by(user: User) -> QuerySet[EarlySettlement]:
    """Return the early settlements of the cases on which the user works."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return EarlySettlement.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def settlements_read_by(user: User) -> QuerySet[EarlySettlement]:
    """Return the early settlements that the user may read again: as coordinator or chair."""
    part = parts_of(user, Capacity.COORDINATOR, Capacity.CHAIR).filter(case=OuterRef("case"))
    return EarlySettlement.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def flags_of(user: User) -> QuerySet[FlagRequest]:
    """Return what the user's agencies are asked to flag in their own files."""
    part = parts_of(user, Capacity.RESEARCHER, Capacity.IDVA, Capacity.CHAIR).filter(
        case=OuterRef("case"), agency=OuterRef("agency"), user=None
    )
    return FlagRequest.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def flags_coordinated_by(user: User) -> QuerySet[FlagRequest]:
    """Return the flags of the cases that the user coordinates."""
    part = parts_of(user, Capacity.COORDINATOR).filter(case=OuterRef("case"))
    return FlagRequest.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def receipted_by(user: User) -> QuerySet[Case]:
    """Return the cases of which the user may give the person harmed a receipt."""
    return visible_to(user, Capacity.COORDINATOR, Capacity.IDVA)


def meetings_attended_by(user: User) -> QuerySet[Meeting]:
    """Return the meetings at which the user has a seat, or which hear a case of hers."""
    about_hers = listings_seen_by(user).filter(meeting=OuterRef("pk"))
    research = agencies_as(user, Capacity.RESEARCHER)
    sits = (
        Q(panel__coordinated_by__in=agencies_as(user, Capacity.COORDINATOR))
        | Q(panel__chaired_by__in=agencies_as(user, Capacity.CHAIR))
        | Q(panel__advocated_by__in=agencies_as(user, Capacity.IDVA))
        | Q(panel__members__agency__in=research, panel__members__ended_on=None)
    )
    # Asked of each meeting by itself: the list of all of them would be read for one.
    seated = Meeting.objects.filter(sits, kind=Meeting.Kind.PANEL, pk=OuterRef("pk"))
    return Meeting.objects.filter(Exists(seated) | Exists(about_hers) | Q(called_by=user))


def items_run_by(user: User) -> QuerySet[AgendaItem]:
    """Return the places on lists that the user may open, close and summarise."""
    return listings_seen_by(user, Capacity.COORDINATOR, Capacity.CHAIR)


def items_spoken_to_by(user: User) -> QuerySet[AgendaItem]:
    """Return the opened places on lists about which the user may write, until they are signed."""
    return listings_seen_by(user, *WORKING).filter(opened_at__isnull=False)


def entries_seen_by(user: User) -> QuerySet[Entry]:
    """Return what was said of the cases whose papers the user reads."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return Entry.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def minutes_seen_by(user: User) -> QuerySet[Minutes]:
    """Return the whole minutes that the user reads, as coordinator or chair."""
    part = parts_of(user, Capacity.COORDINATOR, Capacity.CHAIR).filter(case=OuterRef("case"))
    return Minutes.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def copies_seen_by(user: User) -> QuerySet[MinutesCopy]:
    """Return the copies of the user's agencies; coordinator and chair read every agency's."""
    own = parts_of(user).filter(case=OuterRef("case"), agency=OuterRef("agency"))
    whole = parts_of(user, Capacity.COORDINATOR, Capacity.CHAIR).filter(case=OuterRef("case"))
    return MinutesCopy.objects.filter(Q(Exists(own)) | Q(Exists(whole))).exclude(
        case__in=DeniedCases()
    )


def signable_by(user: User) -> QuerySet[AgendaItem]:
    """Return the heard places on lists whose minutes the user may sign, as chair."""
    return listings_seen_by(user, Capacity.CHAIR).filter(outcome=AgendaItem.Outcome.HEARD)


def case_actions_seen_by(user: User) -> QuerySet[CaseAction]:
    """Return the links to actions of the cases whose papers the user reads."""
    part = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    return CaseAction.objects.filter(Exists(part)).exclude(case__in=DeniedCases())
