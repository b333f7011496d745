"""Reporting by turns: drafts open, owners are asked, and those who are late are chased."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.notices import services as notices
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import users_with
from whitebeam.partners.queries import setting_in_force
from whitebeam.strategy import policy
from whitebeam.strategy.events import Happened
from whitebeam.strategy.models import Project, Return, Round, Strand, Update
from whitebeam.strategy.rules import rotation


def days_of_board(board_on: date) -> rotation.Days:
    """Return the days of a round by the partnership's own clocks."""
    return rotation.days_before(
        board_on,
        opens=setting_in_force("strategy.opens_days", default=rotation.OPENS),
        asks=setting_in_force("strategy.asks_days", default=rotation.ASKS),
        due=setting_in_force("strategy.due_days", default=rotation.DUE),
    )


@transaction.atomic
def plan_round(*, strand: Strand, board_on: date, by: User) -> Round:
    """Let a strand report to the board on this day.

    :raises Refused: if the user does not keep the plan, or the strand reports that quarter already
    """
    if not policy.keeps(by):
        raise Refused("Only a keeper of the plan sets who reports when")
    days = days_of_board(board_on)
    try:
        with transaction.atomic():
            planned = Round.objects.create(
                strand=strand,
                quarter_starts_on=rotation.quarter_of(board_on),
                board_on=board_on,
                opens_on=days.opens_on,
                asks_on=days.asks_on,
                due_on=days.due_on,
            )
    except IntegrityError:
        raise Refused("This strand reports in that quarter already") from None
    audit.record(verb=Happened.ROUND_PLANNED, subject=planned, board_on=board_on)
    return planned


@transaction.atomic
def open_round(*, round_id: UUID, at: datetime) -> int:
    """Open a draft for each project of the strand; how many are in the round is returned."""
    opened = Round.objects.select_for_update().filter(pk=round_id, opened_at=None).first()
    if opened is None:
        return 0
    projects = Project.objects.filter(strand=opened.strand_id, ended_on=None)
    for project in projects.exclude(status="DONE"):
        Return.objects.create(round=opened, project=project)
        held = Update.objects.filter(project=project, state__in=Update.OPEN)
        if not held.update(round=opened, updated_at=at):
            Update.objects.create(project=project, agency_id=project.owner_agency_id, round=opened)
    opened.opened_at = at
    opened.save(update_fields=["opened_at", "updated_at"])
    audit.record(verb=Happened.ROUND_OPENED, subject=opened)
    return opened.returns.count()


@transaction.atomic
def ask_owners(*, round_id: UUID, at: datetime) -> int:
    """Ask every owner of the round once; how many agencies were asked is returned."""
    asked = Round.objects.select_for_update().filter(pk=round_id, asked_at=None).first()
    if asked is None:
        return 0
    owed = asked.returns.filter(answered_at=None).select_related("project__owner_agency")
    agencies = {each.project.owner_agency for each in owed}
    for agency in agencies:
        notices.tell_daily(
            users_with(agency, Duty.REPORT_PROGRESS),
            template="progress_asked",
            about=asked,
            at=at,
        )
    asked.returns.filter(asked_at=None).update(asked_at=at, updated_at=at)
    asked.asked_at = at
    asked.save(update_fields=["asked_at", "updated_at"])
    audit.record(verb=Happened.OWNERS_ASKED, subject=asked, agencies=len(agencies))
    return len(agencies)


@transaction.atomic
def chase(*, return_id: UUID, on: date, at: datetime) -> bool:
    """Remind one owner that an answer is owed; say whether somebody was chased."""
    owed = (
        Return.objects.select_for_update(of=("self",))
        .select_related("round", "project__owner_agency")
        .filter(pk=return_id, answered_at=None, asked_at__isnull=False)
        .first()
    )
    every = setting_in_force("strategy.chase_days", default=rotation.CHASES)
    if owed is None or not rotation.is_chase_due(
        due_on=owed.round.due_on, chased_on=owed.chased_on, on=on, every=every
    ):
        return False
    notices.tell_daily(
        users_with(owed.project.owner_agency, Duty.REPORT_PROGRESS),
        template="progress_late" if on > owed.round.due_on else "progress_asked",
        about=owed.round,
        at=at,
    )
    owed.chases += 1
    owed.chased_on = on
    owed.save(update_fields=["chases", "chased_on", "updated_at"])
    audit.record(verb=Happened.OWNER_CHASED, subject=owed, chases=owed.chases)
    return True
