"""The clock chases what waits of a case: the referrer, the chair, the coordinators, who decides.

Done by the process *marac_clock*. Every deed may be repeated: a worker is told once a day.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.marac.events import Chased
from whitebeam.marac.models import Case, EarlySettlement, Meeting
from whitebeam.marac.queries import settling, waits
from whitebeam.marac.queries.waits import Kind, Wait
from whitebeam.notices import services as notices
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import users_with

# Who is told, with which words, and about what.
Telling = tuple[list[User], str, Model]


@transaction.atomic
def chase_wait(kind: Kind, case_id: UUID, *, at: datetime) -> bool:
    """Tell whom it is for, once a day, that something of a case waits; say if anybody was told."""
    found = waits.past_their_clock(Case.objects.filter(pk=case_id), at=at)
    told = sum(
        notices.tell_daily(users, template=template, about=about, at=at)
        for wait in found
        if wait.kind == kind
        for users, template, about in TOLD[kind](wait, at)
    )
    if told:
        audit.record(verb=Chased.WAIT, subject=found[0].case, told=told, waits=str(kind))
    return bool(told)


def _returned(wait: Wait, at: datetime) -> Iterator[Telling]:
    """The referrer; once they were late for as long again, whoever leads their agency."""
    yield [wait.case.referred_by], "marac_return_late", wait.case
    if wait.again_at <= at:
        leads = users_with(wait.case.referring_agency, Duty.MANAGE_AGENCY)
        yield list(leads), "marac_return_late_here", wait.case


def _unlisted(wait: Wait, at: datetime) -> Iterator[Telling]:
    yield _coordinators(wait), "marac_unlisted", wait.case


def _unsettled(wait: Wait, at: datetime) -> Iterator[Telling]:
    yield _coordinators(wait), "marac_unsettled", wait.case


def _proposed(wait: Wait, at: datetime) -> Iterator[Telling]:
    """The coordinators, who see who has not agreed; her adviser too, if it is her."""
    yield _coordinators(wait), "marac_settlement_waits", wait.case
    one = wait.settlement
    is_open = isinstance(one, EarlySettlement) and one.idva_agreed_at is None
    if one is not None and is_open and one.case.idva is not None:
        yield [one.case.idva], "marac_settlement_waits", wait.case


def _audit(wait: Wait, at: datetime) -> Iterator[Telling]:
    """Whoever may read it again: coordinators and chairs who had no part in settling it."""
    one = wait.settlement
    if one is None:
        return
    had_part = settling.had_part(one)
    chairs = users_with(one.case.panel.chaired_by, Duty.CHAIR_MARAC)
    readers = [user for user in (*_coordinators(wait), *chairs) if user.pk not in had_part]
    yield readers, "marac_audit_waits", wait.case


def _minutes(wait: Wait, at: datetime) -> Iterator[Telling]:
    """The chair; once they were late for as long again, the coordinators with them."""
    meeting = wait.meeting
    if meeting is None:
        return
    yield _chairs(wait.case, meeting), "minutes_unsigned", meeting
    if wait.again_at <= at:
        yield _coordinators(wait), "minutes_unsigned", meeting


def _chairs(case: Case, meeting: Meeting) -> list[User]:
    """Those who may sign: the chair of the meeting if she has the duty, else whoever has it."""
    chairs = list(users_with(case.panel.chaired_by, Duty.CHAIR_MARAC))
    return [user for user in chairs if user.pk == meeting.chair_id] or chairs


def _coordinators(wait: Wait) -> list[User]:
    return list(users_with(wait.case.panel.coordinated_by, Duty.COORDINATE_MARAC))


TOLD: dict[Kind, Callable[[Wait, datetime], Iterator[Telling]]] = {
    Kind.RETURNED: _returned,
    Kind.UNLISTED: _unlisted,
    Kind.UNSETTLED: _unsettled,
    Kind.PROPOSED: _proposed,
    Kind.AUDIT: _audit,
    Kind.MINUTES: _minutes,
}
