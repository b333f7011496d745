"""What the quarterly return counts, read from the records that the coordinator may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy
from whitebeam.marac.models import AgendaItem, Case, CaseProfile, Meeting, Panel, QuarterReturn
from whitebeam.marac.rules.dataset import Around, Band, Cell, Discussed, dataset
from whitebeam.partners.models import LocalSetting
from whitebeam.partners.queries import setting_in_force

BANDS = {
    "repeats": "marac.repeat_band",
    "rate": "marac.expected_per_10000",
    "partner": "marac.partner_band",
    "disabled": "marac.disabled_band",
    "lgbt": "marac.lgbt_band",
    "male": "marac.male_band",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The months that are counted, and of which panel; none is all that one coordinates."""

    first_on: date
    last_on: date
    panel: Panel | None = None

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first_on, time(), tzinfo=LONDON)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.last_on + timedelta(days=1), time(), tzinfo=LONDON)

    @property
    def months(self) -> int:
        first, last = self.first_on, self.last_on
        return 12 * (last.year - first.year) + last.month - first.month + 1

    def a_year_before(self) -> "Span":
        """Return the same months a year earlier."""
        last = self.last_on + timedelta(days=1)
        return Span(
            self.first_on.replace(year=self.first_on.year - 1),
            last.replace(year=last.year - 1) - timedelta(days=1),
            self.panel,
        )


def cells_of(user: User, span: Span) -> list[Cell]:
    """Return the return for these months, from the cases that the user coordinates."""
    listings = policy.listings_seen_by(user, policy.Capacity.COORDINATOR)
    return cells_from(listings, policy.agency_ids_as(user, policy.Capacity.COORDINATOR), span)


def cells_from(listings: QuerySet[AgendaItem], agencies: Iterable[UUID], span: Span) -> list[Cell]:
    """Return what is counted of these listings, at meetings that these agencies coordinate."""
    heard = list(discussed(listings, span))
    return dataset(heard, around=_around(listings, agencies, span))


def discussed(listings: QuerySet[AgendaItem], span: Span) -> Iterable[Discussed]:
    """Yield every discussion of a case in these months, with what the return counts of it."""
    items = _heard(listings, span).select_related("case__referring_agency", "meeting")
    profiles = {
        row.case_id: json.loads(str(row.answers))
        for row in CaseProfile.objects.filter(case__in=items.values("case"))
    }
    for item in items:
        yield _discussed(item, profiles.get(item.case_id, {}))


def cases_among(user: User, pks: Iterable[object]) -> QuerySet[Case]:
    """Return those of these cases that the user may open, for the list behind a number."""
    rows = policy.coordinated_by(user).filter(pk__in=list(pks))
    return rows.select_related("panel", "referring_agency").order_by("referred_at", "pk")


def returns_seen() -> QuerySet[QuarterReturn]:
    """Return the returns that were made, newest first; the wall picks who reads them."""
    return QuarterReturn.objects.select_related("made_by").order_by("-first_on", "-made_at")


def _heard(listings: QuerySet[AgendaItem], span: Span) -> QuerySet[AgendaItem]:
    items = listings.filter(
        outcome=AgendaItem.Outcome.HEARD,
        # A talk beside the list is no discussion of the case at a MARAC.
        is_aside=False,
        meeting__starts_at__gte=span.since,
        meeting__starts_at__lt=span.until,
    )
    return items.filter(meeting__panel=span.panel) if span.panel else items


def _discussed(item: AgendaItem, profile: dict[str, object]) -> Discussed:
    case = item.case
    age, ages = profile.get("victim_age"), profile.get("harmer_ages")
    children = profile.get("children")
    return Discussed(
        case=case.pk,
        on=item.meeting.starts_at.astimezone(LONDON).date(),
        source=case.referring_agency.kind,
        is_repeat=case.repeat == Case.Repeat.YES,
        children=children if isinstance(children, int) else 0,
        sex=str(profile.get("sex", "")),
        ethnicity=str(profile.get("ethnicity", "")),
        disability=str(profile.get("disability", "")),
        lgbt=str(profile.get("lgbt", "")),
        victim_age=age if isinstance(age, int) else None,
        harmer_ages=tuple(one for one in ages if isinstance(one, int))
        if isinstance(ages, list)
        else (),
    )


def _around(listings: QuerySet[AgendaItem], agencies: Iterable[UUID], span: Span) -> Around:
    meetings = Meeting.objects.filter(
        kind=Meeting.Kind.PANEL,
        starts_at__gte=span.since,
        starts_at__lt=span.until,
        coordinated_by__in=list(agencies),
        state__in=(Meeting.State.RUNNING, Meeting.State.ENDED, Meeting.State.SIGNED),
    )
    if span.panel:
        meetings = meetings.filter(panel=span.panel)
    return Around(
        meetings=meetings.count(),
        discussed_a_year_before=_heard(listings, span.a_year_before()).count(),
        adult_women=adult_women(span.panel),
        bands=bands(),
        months=span.months,
    )


def adult_women(panel: Panel | None) -> int | None:
    """Return the number of adult women of a panel's area, or of all areas; none if not entered."""
    if panel is not None:
        found = setting_in_force("marac.adult_women", default=None, area=panel.area)
        return int(found) if found else None
    rows = (
        LocalSetting.objects.filter(key="marac.adult_women", withdrawn_at=None, area__isnull=False)
        .order_by("area", "-starts_on", "-created_at")
        .distinct("area")
    )
    return sum(int(row.value) for row in rows) or None


def bands() -> dict[str, Band]:
    """Return the published ranges that the partnership compares itself with."""
    found: dict[str, Band] = {}
    for code, key in BANDS.items():
        row = (
            LocalSetting.objects.filter(key=key, withdrawn_at=None)
            .order_by("-starts_on", "-created_at")
            .first()
        )
        if row is not None:
            low, high = row.value if isinstance(row.value, list) else (row.value, row.value)
            found[code] = Band(float(low), float(high), row.source)
    return found
