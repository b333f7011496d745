"""Who may stand in for somebody with a conflict, and what is enough to recognise a case."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.today import Today
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, CasePerson, Meeting
from whitebeam.marac.policy import MARAC
from whitebeam.marac.rules.sitting import initials
from whitebeam.partners.models import Agency, Membership


@dataclass(frozen=True, slots=True)
class Recognised:
    """A case as somebody who may know its people recognises it: initials, and nothing more."""

    case: Case
    initials: tuple[str, ...]


def agency_in(user: User, case: Case) -> Agency | None:
    """Return the agency for which the user takes part in this case: as its referrer last of all."""
    if policy.parts_of(user).filter(case=case).exists():
        return policy.acting_agency(user, case)
    referred = Case.objects.filter(pk=case.pk, referred_by=user)
    return case.referring_agency if referred.exists() else None


def stand_ins(agency: Agency, *, but: User) -> QuerySet[User]:
    """Return the colleagues who may take somebody's place at a meeting."""
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        agency=agency,
        starts_on__lte=Today(),
        duties__overlap=list(MARAC),
    )
    return (
        User.objects.filter(pk__in=held.values("user"), is_active=True)
        .exclude(pk=but.pk)
        .order_by("name")
    )


def taking_part(case: Case) -> QuerySet[User]:
    """Return the people of the agencies that take part in a case, as its coordinator sees them."""
    agencies = case.participants.filter(ended_at=None).values("agency")
    held = Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=Today()),
        agency__in=agencies,
        starts_on__lte=Today(),
        duties__overlap=list(MARAC),
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def recognisable(user: User, meeting: Meeting) -> list[Recognised]:
    """Return the waiting cases of a list with the initials of their adults; two queries."""
    items = list(
        policy.listings_seen_by(user)
        .filter(meeting=meeting, outcome=AgendaItem.Outcome.WAITING)
        .select_related("case")
        .order_by("-has_children", "position", "pk")
    )
    people: dict[UUID, list[str]] = {}
    adults = CasePerson.objects.filter(
        case__in=[item.case_id for item in items], part__in=["VICTIM", "PERPETRATOR"]
    )
    for person in adults.order_by("-part", "position"):
        people.setdefault(person.case_id, []).append(initials(person.called))
    return [Recognised(item.case, tuple(people.get(item.case_id, ()))) for item in items]


def meeting_now(case: Case) -> Meeting | None:
    """Return the meeting on whose list a case stands, if it does."""
    item = case.listings.filter(outcome=AgendaItem.Outcome.WAITING).select_related("meeting")
    found = item.first()
    return found.meeting if found else None


def declarable_by(user: User) -> QuerySet[Case]:
    """Return the cases in which the user takes part in any way, and those that she referred."""
    part = Q(pk__in=policy.visible_to(user).values("pk"))
    return Case.objects.filter(part | Q(pk__in=policy.followed_by(user).values("pk")))
