"""Earlier cases about the same two people: what a repeat rests on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac import policy
from whitebeam.marac.models import Case
from whitebeam.marac.queries import settings
from whitebeam.risk.rules.repeat import Event, Kind, Referral, Repeat, Rule, repeat

# The database has found the two people to be the same, so the rule is asked of one pair.
HER, HIM = "her", frozenset({"him"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier case, and whether the records say outright that the people are the same."""

    case: Case
    is_sure: bool


def earlier_cases(user: User, case: Case) -> QuerySet[Case]:
    """Return earlier cases, that the user coordinates, about what may be the same two people."""
    return policy.coordinated_by(user).filter(pk__in=_found(case)).order_by("-referred_at")


def earlier_with_certainty(user: User, case: Case) -> list[Earlier]:
    """Return earlier cases, the newest first, each with how sure it is."""
    found = _found(case)
    return [Earlier(one, found[one.pk]) for one in earlier_cases(user, case)]


def repeat_of(user: User, case: Case) -> Repeat | None:
    """Return why a case is a repeat by the partnership's definition, with its two events.

    Only cases whose people are surely the same count; the coordinator may choose others.
    """
    area = case.panel.area
    sure = [one.case for one in earlier_with_certainty(user, case) if one.is_sure]
    return repeat(
        event=Event(_day(case), Kind.OTHER_ABUSE, HER, HIM, name=case.reference),
        referrals=[Referral(_day(one), HER, HIM, name=one.reference) for one in sure],
        rule=Rule(settings.value("marac.repeat_rule", area=area)),
        months=settings.value("marac.repeat_months", area=area),
    )


def _found(case: Case) -> dict[UUID, bool]:
    with connection.cursor() as cursor:
        cursor.execute("select case_id, is_sure from sec.marac_earlier(%s)", [case.pk])
        return dict(cursor.fetchall())


def _day(case: Case) -> date:
    return case.referred_at.astimezone(LONDON).date()
