"""Earlier cases about the same person harmed: what a repeat rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy
from whitebeam.marac.models import Case, RepeatFinding
from whitebeam.marac.queries import settings
from whitebeam.marac.rules import repeating
from whitebeam.marac.rules.repeating import Before, Criteria, Happening, Tie
from whitebeam.risk.rules.repeat import Repeat, Rule

RULE, MONTHS = "marac.repeat_rule", "marac.repeat_months"


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case that the asker coordinates too, and what is known of its pair."""

    case: Case
    before: Before


@dataclass(frozen=True, slots=True)
class Evidence:
    """What screening has before it: the event, earlier cases, and what the rule makes of it."""

    happening: Happening
    earlier: tuple[Earlier, ...]
    criteria: Criteria
    found: Repeat | None

    @property
    def cannot_tell(self) -> bool:
        """Whether the event has to be recorded first."""
        return repeating.cannot_tell(self.happening, [one.before for one in self.earlier])

    @property
    def worked_out(self) -> Case | None:
        """The earlier case that the rule finds."""
        name = self.found.referral.name if self.found else ""
        return next((one.case for one in self.earlier if one.before.name == name), None)

    def of(self, case: Case) -> Earlier | None:
        """Return an earlier case, if it is about what may be the same person harmed."""
        return next((one for one in self.earlier if one.case.pk == case.pk), None)

    def why_not(self, one: Earlier) -> str:
        """Return why the rule does not find this earlier case."""
        return repeating.why_not(one.before, self.happening, self.criteria, last=self.found)


def evidence_of(user: User, case: Case) -> Evidence:
    """Return the evidence of a repeat, as it stands for a coordinator of the case.

    Only cases whose people are surely the same count by themselves; she may choose others.
    """
    ties = _ties(case)
    earlier = tuple(Earlier(one, _before(one, ties[one.pk])) for one in _coordinated(user, ties))
    happening, criteria = _happening(case), criteria_of(case)
    found = repeating.worked_out(happening, [one.before for one in earlier], criteria)
    return Evidence(happening, earlier, criteria, found)


def earlier_cases(user: User, case: Case) -> QuerySet[Case]:
    """Return earlier cases, that the user coordinates, about what may be the same person harmed."""
    return _coordinated(user, _ties(case))


def criteria_of(case: Case) -> Criteria:
    """Return the definition that a case was referred under; what it does not keep is of today."""
    area = case.panel.area
    kept: Mapping[str, Mapping[str, object]] = case.criteria or settings.criteria(area=area)
    rule, months = kept.get(RULE, {}), kept.get(MONTHS, {})
    since = rule.get("from")
    return Criteria(
        Rule(str(rule.get("value") or settings.value(RULE, area=area))),
        int(str(months.get("value") or settings.value(MONTHS, area=area))),
        date.fromisoformat(str(since)) if since else None,
    )


def finding_of(user: User, case: Case) -> RepeatFinding | None:
    """Return what was found of a repeat at screening, for those who coordinate or chair."""
    rows = policy.repeat_findings_seen_by(user).filter(case=case)
    return rows.select_related("by", "earlier", "worked_out").order_by("-at").first()


def _coordinated(user: User, ties: Mapping[UUID, tuple[Tie, Tie]]) -> QuerySet[Case]:
    return policy.coordinated_by(user).filter(pk__in=ties).order_by("-referred_at")


def _before(case: Case, ties: tuple[Tie, Tie]) -> Before:
    return Before(case.reference, _day(case), *ties, led_by=_happening(case).name)


def _happening(case: Case) -> Happening:
    return Happening(case.event_kind, case.event_on)


def _ties(case: Case) -> dict[UUID, tuple[Tie, Tie]]:
    with connection.cursor() as cursor:
        cursor.execute("select case_id, her, him from sec.marac_earlier_of_her(%s)", [case.pk])
        return {pk: (Tie(her), Tie(him)) for pk, her, him in cursor.fetchall()}


def _day(case: Case) -> date:
    return case.referred_at.astimezone(LONDON).date()
