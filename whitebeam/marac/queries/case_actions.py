"""The actions of cases, as those who take part in them read them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.actions import policy as actions
from whitebeam.actions.models import Action
from whitebeam.actions.queries.rows import ActionRow, rows_of
from whitebeam.marac import policy
from whitebeam.marac.models import Case, CaseAction, Meeting

FEW = 100


def link_of(user: User, action: Action) -> CaseAction | None:
    """Return the link between an action and its case, if there is one already."""
    return policy.case_actions_seen_by(user).filter(action=action).first()


def doing_for(user: User) -> frozenset[UUID]:
    """Return the agencies for which the user may take an action on."""
    return frozenset(actions.agencies_doing(user).values_list("pk", flat=True))


def of_case(user: User, case: Case) -> list[CaseAction]:
    """Return the actions of a case: those before the meeting first, then by day."""
    links = _with_actions(policy.case_actions_seen_by(user).filter(case=case))
    return list(links.order_by("-is_before_meeting", "action__due_date", "added_at"))


def not_completed(user: User, meeting: Meeting) -> list[CaseAction]:
    """Return the open actions of the panel's earlier cases, the latest due first."""
    links = policy.case_actions_seen_by(user).filter(
        case__panel=meeting.panel, action__closed_at=None, added_at__lt=meeting.starts_at
    )
    earlier = _with_actions(links.exclude(meeting=meeting)).select_related("case")
    return list(earlier.order_by("action__due_date", "action")[:FEW])


def rows(links: list[CaseAction], *, reader: User, on: date) -> list[ActionRow]:
    """Return these actions as rows of a list, in their order."""
    return rows_of([link.action for link in links], reader=reader, on=on)


def _with_actions(links: QuerySet[CaseAction]) -> QuerySet[CaseAction]:
    return links.select_related("action__owner_agency", "action__owner")
