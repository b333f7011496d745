"""How the MARACs work, for the steering group: answers, plans, waits and actions."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from whitebeam.govuk.charts import Chart, bar_chart, line_chart
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.intervals import wilson
from whitebeam.marac.presenters.steering import NONE, Row, Table, share
from whitebeam.marac.queries.counting import Kept, Volume, Waits
from whitebeam.marac.queries.settling import Answered, Saved


def answers(answered: Sequence[Answered], *, newest_months: int) -> tuple[Table, ...]:
    """Return how each agency answers when it is asked, and whether that changes."""
    newest = sorted({one.month for one in answered})[-newest_months:]
    lately = f"The last {newest_months} months"
    by_agency: dict[str, list[Answered]] = {}
    for one in answered:
        by_agency.setdefault(one.agency, []).append(one)
    return (
        Table(
            "Answers of each agency",
            ("Agency", "Asked", "In time", "Unanswered", "Nothing known", lately),
            tuple(_answers(agency, rows, newest) for agency, rows in by_agency.items()),
            note=(
                "“Nothing known” is an answer. What is compared over time is how much was left "
                "unanswered; a change that may be chance is not called one."
            ),
            chart=_answers_chart(answered, least=newest_months),
            words=frozenset({lately}),
        ),
    )


def _answers(agency: str, rows: Sequence[Answered], newest: Sequence[datetime]) -> Row:
    asked = _sum(rows, "asked")
    return (
        agency,
        f"{asked:,}",
        share(_sum(rows, "in_time"), asked),
        share(_sum(rows, "unanswered"), asked),
        f"{_sum(rows, 'nothing_known'):,}",
        _change(
            [one for one in rows if one.month in newest],
            [one for one in rows if one.month not in newest],
        ),
    )


def _change(newest: Sequence[Answered], before: Sequence[Answered]) -> str:
    now_asked, then_asked = _sum(newest, "asked"), _sum(before, "asked")
    if not now_asked or not then_asked:
        return "Too little to compare"
    now = wilson(_sum(newest, "unanswered"), now_asked)
    then = wilson(_sum(before, "unanswered"), then_asked)
    if now.high < then.low:
        return "Answers more often than before"
    return "Answers less often than before" if now.low > then.high else "No change beyond chance"


def _answers_chart(answered: Sequence[Answered], *, least: int) -> Chart | None:
    months = sorted({one.month for one in answered})
    if len(months) < least:
        return None
    points = []
    for month in months:
        rows = [one for one in answered if one.month == month]
        label = f"{month.astimezone(LONDON):%b}"
        points.append((label, round(100 * _sum(rows, "in_time") / _sum(rows, "asked"))))
    title = "Answered in time, of 100 that were asked"
    return line_chart(title, points, label_heading="Asked in", value_heading="In time")


def _sum(rows: Iterable[Answered], name: str) -> int:
    return sum(getattr(one, name) for one in rows)


def settled(saved: Sequence[Saved]) -> tuple[Table, ...]:
    """Return by district what was settled or planned before the meeting, and what that saved."""
    points = [(one.area, round(100 * one.settled / one.decided)) for one in saved if one.decided]
    title = "Settled before the meeting, of 100 cases decided"
    chart = bar_chart(title, points, label_heading="District", value_heading="Settled")
    return (
        Table(
            "Settled early, and with a plan before the meeting",
            ("District", "Decided", "Settled early", "With a plan before", "Minutes saved"),
            tuple(
                (
                    one.area,
                    f"{one.decided:,}",
                    share(one.settled, one.decided),
                    share(one.planned, one.decided),
                    f"{one.minutes:,}",
                )
                for one in saved
            ),
            note=f"Minutes of meetings saved in all: {sum(one.minutes for one in saved):,}.",
            chart=chart if points else None,
        ),
    )


def waits(counted: Sequence[Waits], volumes: Sequence[Volume]) -> tuple[Table, ...]:
    """Return how long cases wait from stage to stage, and what was done in time."""
    minutes = {(one.area, one.panel): one.minutes for one in volumes}
    return (
        Table(
            "From stage to stage, on average",
            ("District", "Hours to screening", "Days on to a list", "Days, referral to meeting",
             "Days, meeting to close", "Minutes for a case"),
            tuple(
                (
                    one.area,
                    _number(one.to_screen_hours),
                    _number(one.to_list_days),
                    _number(one.to_hear_days),
                    _number(one.to_close_days),
                    _number(minutes.get((one.area, one.panel))),
                )
                for one in counted
            ),
        ),
        Table(
            "In time",
            ("District", "Screened in time", "Reached by her adviser in time"),
            tuple(
                (
                    one.area,
                    share(one.screened_in_time, one.screened),
                    share(one.reached_in_time, one.to_reach),
                )
                for one in counted
            ),
            note="She is reached by a way that is safe, or not at all: late can be right.",
        ),
    )  # fmt: skip


def _number(value: object) -> str:
    return NONE if value is None else f"{value:,}"


def actions(kept: Sequence[Kept]) -> tuple[Table, ...]:
    """Return how each agency stands with what was agreed."""
    return (
        Table(
            "Actions of each agency",
            ("Agency", "Open", "Late", "Done on time", "Not possible", "Not undertaken"),
            tuple(
                (
                    one.agency,
                    f"{one.in_hand:,}",
                    f"{one.late:,}",
                    share(one.done_in_time, one.done_in_time + one.done_late),
                    f"{one.not_possible:,}",
                    f"{one.not_undertaken:,}",
                )
                for one in kept
            ),
            note=(
                "“Not possible” means that circumstances changed; “not undertaken” that it could "
                "have been done."
            ),
        ),
    )
