"""What owners have reported on the loaded plan, and who is asked to report next."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from whitebeam.kernel.clocks import LONDON
from whitebeam.strategy.models import Evidence, Project, Return, Round, Status, Strand, Update
from whitebeam.strategy.rules import rotation

WEEK = timedelta(weeks=1)
SAID = {
    Status.DONE: "What was promised here is delivered, as the document says.",
    Status.GREEN: "The work runs as planned, as the document says.",
    Status.AMBER: "The work runs, and staff are still being found.",
}


def report(*, at: datetime) -> int:
    """Let the plan be reported on up to this moment; how many projects have a word is returned.

    It writes as the role that loads, so it runs inside `copying.as_bulk`. A plan that has been
    reported on is left alone.
    """
    if Update.objects.exists():
        return 0
    on = at.astimezone(LONDON).date()
    projects = list(Project.objects.select_related("strand__framework").order_by("position"))
    if not projects:
        return 0
    newest = max(project.strand.framework.position for project in projects)
    live = [one for one in projects if one.strand.framework.position == newest]
    told = sum(
        _tell(project, place, is_live=project in live, at=at)
        for place, project in enumerate(projects)
    )
    _set_rounds(live, on=on, at=at)
    return told


def _tell(project: Project, place: int, *, is_live: bool, at: datetime) -> bool:
    status = _status(project, place)
    if status is None:
        return False
    said_at = at - WEEK * (4 + place % 9) if is_live else at.replace(year=2023, month=12, day=15)
    # Some reviews are overdue, so that the board sees what a grey claim is.
    weeks = 2 if place % 6 == 0 else 13
    due = None if status == Status.DONE else (said_at + WEEK * weeks).date()
    update = Update.objects.create(
        project=project,
        agency_id=project.owner_agency_id,
        state=Update.State.SIGNED_OFF,
        status=status,
        words=SAID[status],
        submitted_at=said_at,
        decided_at=said_at,
        review_due_on=due,
        evidence_count=1,
    )
    Evidence.objects.create(update=update, title="Published document", place=project.source)
    project.status, project.status_on, project.review_due_on = status, said_at.date(), due
    project.evidence_count = 1
    project.save(
        update_fields=["status", "status_on", "review_due_on", "evidence_count", "updated_at"]
    )
    return True


def _status(project: Project, place: int) -> Status | None:
    if project.stage == Project.Stage.FINISHED:
        return Status.DONE
    if project.stage == Project.Stage.PLANNED:
        return None
    return Status.AMBER if place % 5 == 0 else Status.GREEN


def _set_rounds(live: Sequence[Project], *, on: date, at: datetime) -> None:
    strands = sorted({one.strand for one in live}, key=lambda one: one.number)
    for place, strand in enumerate(strands):
        # The first reports in three weeks: its owners are asked, and the others' turns follow.
        board_on = on + timedelta(days=20 + place * 91)
        days = rotation.days_before(
            board_on, opens=rotation.OPENS, asks=rotation.ASKS, due=rotation.DUE
        )
        set_up = Round.objects.create(
            strand=strand,
            quarter_starts_on=rotation.quarter_of(board_on),
            board_on=board_on,
            opens_on=days.opens_on,
            asks_on=days.asks_on,
            due_on=days.due_on,
            opened_at=at if days.opens_on <= on else None,
            asked_at=at if days.asks_on <= on else None,
        )
        if set_up.asked_at:
            _ask(set_up, strand, live, at=at)


def _ask(set_up: Round, strand: Strand, live: Sequence[Project], *, at: datetime) -> None:
    for place, project in enumerate(one for one in live if one.strand_id == strand.pk):
        if project.status == Status.DONE:
            continue
        has_answered = place % 3 == 0
        Return.objects.create(
            round=set_up,
            project=project,
            asked_at=at - WEEK,
            answered_at=at if has_answered else None,
        )
        Update.objects.create(
            project=project,
            agency_id=project.owner_agency_id,
            round=set_up,
            state=Update.State.SUBMITTED if has_answered else Update.State.DRAFT,
            status=Status.AMBER if has_answered else Status.NOT_REPORTED,
            words="Going on, more slowly than we wished." if has_answered else None,
            submitted_at=at if has_answered else None,
        )
