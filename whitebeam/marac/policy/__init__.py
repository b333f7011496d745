"""Who takes part in a case, and may do what with it.

An agency takes part in a capacity, and its worker needs the duty of that capacity; a guest takes
part as one user until a moment. The database decides the same again (marac migrations 0002, 0003).
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac.models import (
    AgendaItem,
    Case,
    CaseAction,
    CaseIdentifier,
    CasePerson,
    Disclosure,
    EarlySettlement,
    FlagRequest,
    Meeting,
    Panel,
    RepeatFinding,
    ResearchItem,
    ResearchRequest,
    ScreeningSettlement,
)
from whitebeam.marac.models.functions import DeniedCases, IsAnyOf
from whitebeam.marac.models.states import ENDED
from whitebeam.marac.policy.agencies import acting_agency as acting_agency
from whitebeam.marac.policy.agencies import advocating_agency as advocating_agency
from whitebeam.marac.policy.agencies import agencies_in as agencies_in
from whitebeam.marac.policy.harm_links import harm_links_kept_by as harm_links_kept_by
from whitebeam.marac.policy.harm_links import harm_links_seen_by as harm_links_seen_by
from whitebeam.marac.policy.originator import questions_answerable_by as questions_answerable_by
from whitebeam.marac.policy.originator import questions_seen_by as questions_seen_by
from whitebeam.marac.policy.packages import packages_received_by as packages_received_by
from whitebeam.marac.policy.packages import packages_seen_by as packages_seen_by
from whitebeam.marac.policy.packages import packages_sent_by as packages_sent_by
from whitebeam.marac.policy.packages import transfers_arriving_at as transfers_arriving_at
from whitebeam.marac.policy.packages import transfers_sent_by as transfers_sent_by
from whitebeam.marac.policy.parts import MARAC as MARAC
from whitebeam.marac.policy.parts import RUNNING as RUNNING
from whitebeam.marac.policy.parts import WORKING as WORKING
from whitebeam.marac.policy.parts import Capacity as Capacity
from whitebeam.marac.policy.parts import agencies_as as agencies_as
from whitebeam.marac.policy.parts import agency_ids_as as agency_ids_as
from whitebeam.marac.policy.parts import meetings_planned_by as meetings_planned_by
from whitebeam.marac.policy.parts import of_cases, of_own
from whitebeam.marac.policy.parts import parts_of as parts_of
from whitebeam.marac.policy.processes import processes_kept_by as processes_kept_by
from whitebeam.marac.policy.processes import processes_seen_by as processes_seen_by
from whitebeam.marac.policy.spoken import copies_seen_by as copies_seen_by
from whitebeam.marac.policy.spoken import entries_seen_by as entries_seen_by
from whitebeam.marac.policy.spoken import minutes_facts_seen_by as minutes_facts_seen_by
from whitebeam.marac.policy.spoken import minutes_seen_by as minutes_seen_by
from whitebeam.partners import policy as partners


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


def spoken_for_by_referrer(user: User) -> QuerySet[Case]:
    """Return the cases for whose referring agency the user may speak today."""
    return visible_to(user, Capacity.REFERRER)


def advocated_by(user: User) -> QuerySet[Case]:
    """Return the open cases in which the user speaks for the person harmed."""
    return visible_to(user, Capacity.IDVA).exclude(state__in=ENDED)


def requests_answerable_by(user: User) -> QuerySet[ResearchRequest]:
    """Return the research that the user's agencies are asked for, answered or not."""
    return of_own(ResearchRequest, user).filter(withdrawn_at=None)


def requests_seen_by(user: User) -> QuerySet[ResearchRequest]:
    """Return what every agency was asked in the cases whose papers the user reads."""
    return of_cases(ResearchRequest, user, *WORKING)


def identifiers_seen_by(user: User) -> QuerySet[CaseIdentifier]:
    """Return the facts by which the user looks people up.

    An agency that only researches reads the kinds that it was asked with, of those it was asked
    about; all others who take part read every one.
    """
    others = set(Capacity) - {Capacity.RESEARCHER}
    whole = parts_of(user, *others).filter(case=OuterRef("case"))
    asked = requests_answerable_by(user).filter(
        IsAnyOf(OuterRef("kind"), F("identifiers")),
        IsAnyOf(OuterRef("about__part"), F("parts")),
        case=OuterRef("case"),
    )
    return CaseIdentifier.objects.filter(Exists(whole) | Exists(asked)).exclude(
        case__in=DeniedCases()
    )


def items_seen_by(user: User) -> QuerySet[ResearchItem]:
    """Return what was shared in the user's cases, and her own agency's items besides.

    An agency that only researches reads nothing about somebody it was not asked about.
    """
    research = parts_of(user, Capacity.RESEARCHER).filter(case=OuterRef("case"))
    own = research.filter(agency=OuterRef("agency"))
    others = set(WORKING) - {Capacity.RESEARCHER}
    whole = parts_of(user, *others).filter(case=OuterRef("case"))
    asked = requests_answerable_by(user).filter(
        IsAnyOf(OuterRef("about__part"), F("parts")), case=OuterRef("case")
    )
    reading = Q(Exists(whole)) | Q(Exists(research), about=None) | Q(Exists(asked))
    return ResearchItem.objects.filter(
        Q(Exists(own)) | Q(reading, shared_at__isnull=False), removed_at=None
    ).exclude(case__in=DeniedCases())


def listings_seen_by(user: User, *capacities: Capacity) -> QuerySet[AgendaItem]:
    """Return the places on lists of the cases in which the user takes part."""
    return of_cases(AgendaItem, user, *capacities)


def meetings_seen_by(user: User) -> QuerySet[Meeting]:
    """Return the panels' meetings, and the professionals' meetings about the user's cases."""
    about_hers = listings_seen_by(user).filter(meeting=OuterRef("pk"))
    seen = Q(Exists(about_hers))
    if partners.has_duty(user, *MARAC):
        seen |= Q(kind=Meeting.Kind.PANEL)
    return Meeting.objects.filter(seen)


def meetings_run_by(user: User) -> QuerySet[Meeting]:
    """Return the meetings that the user runs: a panel's as its coordinator or chair of today.

    A professionals' meeting is run by whoever called it and by the coordinator, while they work on
    its case. That somebody planned a meeting once, or was named its chair, gives nothing by itself.
    """
    coordinates = Q(coordinated_by__in=agency_ids_as(user, Capacity.COORDINATOR))
    chairs = Q(panel__chaired_by__in=agency_ids_as(user, Capacity.CHAIR))
    works = Exists(listings_seen_by(user, *WORKING).filter(meeting=OuterRef("pk")))
    talks = Q(works, kind=Meeting.Kind.PROFESSIONALS)
    return meetings_seen_by(user).filter(
        Q(coordinates | chairs, kind=Meeting.Kind.PANEL) | talks & (coordinates | Q(called_by=user))
    )


def panels_coordinated_by(user: User) -> QuerySet[Panel]:
    """Return the panels that the user coordinates."""
    return Panel.objects.filter(
        coordinated_by__in=agency_ids_as(user, Capacity.COORDINATOR), ended_on=None
    )


def people_asked_about(request: ResearchRequest) -> QuerySet[CasePerson]:
    """Return the people of the case about whom this agency is asked."""
    return CasePerson.objects.filter(case=request.case_id, part__in=request.parts).order_by(
        "position", "created_at"
    )


def items_kept_by(user: User) -> QuerySet[ResearchItem]:
    """Return what the user's own agencies hold and may correct, shared or withheld."""
    return of_own(ResearchItem, user).filter(removed_at=None)


def disclosures_seen_by(user: User) -> QuerySet[Disclosure]:
    """Return the ledger lines of the cases whose papers the user reads."""
    return of_cases(Disclosure, user, *WORKING)


def settlements_open_to(user: User) -> QuerySet[EarlySettlement]:
    """Return the proposals, not decided yet, in the cases on which the user works."""
    return settlements_seen_by(user).filter(decided_at=None, withdrawn_at=None)


def settlements_seen_by(user: User) -> QuerySet[EarlySettlement]:
    """Return the early settlements of the cases on which the user works."""
    return of_cases(EarlySettlement, user, *WORKING)


def settlements_read_by(user: User) -> QuerySet[EarlySettlement]:
    """Return the early settlements that the user may read again: as coordinator or chair."""
    return of_cases(EarlySettlement, user, Capacity.COORDINATOR, Capacity.CHAIR)


def screened_settlements_read_by(user: User) -> QuerySet[ScreeningSettlement]:
    """Return what was settled at screening that the user reads again, as coordinator or chair."""
    return of_cases(ScreeningSettlement, user, Capacity.COORDINATOR, Capacity.CHAIR)


def flags_of(user: User) -> QuerySet[FlagRequest]:
    """Return what the user's agencies are asked to flag in their own files."""
    part = parts_of(user, Capacity.RESEARCHER, Capacity.IDVA, Capacity.CHAIR).filter(
        case=OuterRef("case"), agency=OuterRef("agency"), user=None
    )
    return FlagRequest.objects.filter(Exists(part)).exclude(case__in=DeniedCases())


def flags_recorded_by(user: User) -> QuerySet[FlagRequest]:
    """Return the flags of the cases that the user coordinates, of which she records what is told.

    The database lets her only where nobody of the agency could say so.
    """
    return of_cases(FlagRequest, user, Capacity.COORDINATOR)


def repeat_findings_seen_by(user: User) -> QuerySet[RepeatFinding]:
    """Return what was found of repeats, as coordinator or chair: no case that she is kept from."""
    rows = of_cases(RepeatFinding, user, Capacity.COORDINATOR, Capacity.CHAIR)
    return rows.exclude(earlier__in=DeniedCases()).exclude(worked_out__in=DeniedCases())


def flags_coordinated_by(user: User) -> QuerySet[FlagRequest]:
    """Return the flags of the cases that the user coordinates."""
    return of_cases(FlagRequest, user, Capacity.COORDINATOR)


def receipted_by(user: User) -> QuerySet[Case]:
    """Return the cases of which the user may give the person harmed a receipt."""
    return visible_to(user, Capacity.COORDINATOR, Capacity.IDVA)


def meetings_attended_by(user: User) -> QuerySet[Meeting]:
    """Return the meetings at which the user has a seat, or which hear a case of hers."""
    about_hers = listings_seen_by(user).filter(meeting=OuterRef("pk"))
    research = agency_ids_as(user, Capacity.RESEARCHER)
    sits = (
        Q(panel__coordinated_by__in=agency_ids_as(user, Capacity.COORDINATOR))
        | Q(panel__chaired_by__in=agency_ids_as(user, Capacity.CHAIR))
        | Q(panel__advocated_by__in=agency_ids_as(user, Capacity.IDVA))
        | Q(panel__members__agency__in=research, panel__members__ended_on=None)
    )
    # Asked of each meeting by itself: the list of all of them would be read for one.
    seated = Meeting.objects.filter(sits, kind=Meeting.Kind.PANEL, pk=OuterRef("pk"))
    return Meeting.objects.filter(Exists(seated) | Exists(about_hers))


def items_run_by(user: User) -> QuerySet[AgendaItem]:
    """Return the places on lists that the user may open, close and summarise.

    Whoever called a professionals' meeting runs it, if she works on its case.
    """
    runs = parts_of(user, *RUNNING).filter(case=OuterRef("case"))
    works = parts_of(user, *WORKING).filter(case=OuterRef("case"))
    called = Q(meeting__called_by=user, meeting__kind=Meeting.Kind.PROFESSIONALS)
    return AgendaItem.objects.filter(Exists(runs) | called & Q(Exists(works))).exclude(
        case__in=DeniedCases()
    )


def items_spoken_to_by(user: User) -> QuerySet[AgendaItem]:
    """Return the opened places on lists about which the user may write, until they are signed."""
    return listings_seen_by(user, *WORKING).filter(opened_at__isnull=False)


def signable_by(user: User) -> QuerySet[AgendaItem]:
    """Return the heard places on lists whose minutes the user may sign, as chair."""
    return listings_seen_by(user, Capacity.CHAIR).filter(outcome=AgendaItem.Outcome.HEARD)


def case_actions_seen_by(user: User) -> QuerySet[CaseAction]:
    """Return the links to actions of the cases whose papers the user reads."""
    return of_cases(CaseAction, user, *WORKING)
