"""How the MARACs work, for the steering group: answers, plans, waits and actions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from whitebeam.govuk.charts import Chart, bar_chart, line_chart
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.intervals import wilson
from whitebeam.kernel.small_numbers import hidden, is_few, may_show
from whitebeam.marac.presenters.steering import FEW, NONE, Row, Table, count_shown, share_shown
from whitebeam.marac.queries.counting import Kept, Volume, Waits
from whitebeam.marac.queries.settling import Answered, Saved


def answers(answered: Sequence[Answered], *, newest_months: int, least: int) -> tuple[Table, ...]:
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
            tuple(_answers(agency, rows, newest, least) for agency, rows in by_agency.items()),
            note=(
                "“Nothing known” is an answer. What is compared over time is how much was left "
                "unanswered; a change that may be chance is not called one."
            ),
            chart=_answers_chart(answered, newest_months=newest_months, least=least),
            words=frozenset({lately}),
        ),
    )


def nothing_known(answered: Sequence[Answered], *, minutes: int, least: int) -> Table:
    """Return how often “nothing known” was pressed, and what a page each would have taken."""
    pressed, asked = _sum(answered, "nothing_known"), _sum(answered, "asked")
    is_shown = may_show(pressed, asked, least=least)
    return Table(
        "Time saved by “nothing known”, answered in one press",
        ("Of", "Answers in one press", "Of all that was asked", "Hours saved, reckoned"),
        (
            (
                "All agencies",
                f"{pressed:,}" if is_shown else FEW,
                share_shown(pressed, asked, least=least),
                f"{pressed * minutes / 60:,.1f}" if is_shown else FEW,
            ),
        )
        if asked
        else (),
        note=(
            f"Reckoned, not measured: answers in one press × {minutes} minutes that a page of "
            "research takes, a setting of the partnership."
        ),
    )


def _answers(agency: str, rows: Sequence[Answered], newest: Sequence[datetime], least: int) -> Row:
    asked = _sum(rows, "asked")
    return (
        agency,
        count_shown(asked, least=least),
        share_shown(_sum(rows, "in_time"), asked, least=least),
        share_shown(_sum(rows, "unanswered"), asked, least=least),
        share_shown(_sum(rows, "nothing_known"), asked, least=least),
        FEW
        if is_few(asked, least=least)
        else _change(
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


def _answers_chart(answered: Sequence[Answered], *, newest_months: int, least: int) -> Chart | None:
    months = sorted({one.month for one in answered})
    if len(months) < newest_months:
        return None
    points = []
    for month in months:
        rows = [one for one in answered if one.month == month]
        in_time, asked = _sum(rows, "in_time"), _sum(rows, "asked")
        if is_few(asked, least=least) or not may_show(in_time, asked, least=least):
            continue
        points.append((f"{month.astimezone(LONDON):%b}", round(100 * in_time / asked)))
    if not points:
        return None
    title = "Answered in time, of 100 that were asked"
    return line_chart(title, points, label_heading="Asked in", value_heading="In time")


def _sum(rows: Iterable[Answered], name: str) -> int:
    return sum(getattr(one, name) for one in rows)


def settled(saved: Sequence[Saved], *, least: int) -> tuple[Table, ...]:
    """Return by district what was settled or planned before the meeting, and what that saved."""
    unseen = hidden([one.decided for one in saved], least=least)
    shown = [
        (one, place not in unseen and may_show(one.settled, one.decided, least=least))
        for place, one in enumerate(saved)
    ]
    points = [
        (one.area, round(100 * one.settled / one.decided))
        for one, is_shown in shown
        if one.decided and is_shown
    ]
    title = "Settled before the meeting, of 100 cases decided"
    chart = bar_chart(title, points, label_heading="District", value_heading="Settled")
    return (
        Table(
            "Settled early, and with a plan before the meeting",
            ("District", "Decided", "Settled early", "With a plan before", "Minutes saved"),
            (
                *_settled_in_all(saved, unseen, least),
                *(
                    _settled(one, place in unseen, is_shown, least)
                    for place, (one, is_shown) in enumerate(shown)
                ),
            ),
            chart=chart if points else None,
        ),
    )


def _settled_in_all(saved: Sequence[Saved], unseen: Collection[int], least: int) -> tuple[Row, ...]:
    """Return the row of all districts, where there is more than one to add up."""
    if len(saved) < 2:
        return ()
    of = [one.decided for one in saved]
    columns = [of, [one.settled for one in saved], [one.planned for one in saved]]
    decided, settled, planned = (
        FEW if _gives_one_away(column, of, unseen, least) else sum(column) for column in columns
    )
    shares = (
        FEW if FEW in {decided, part} else share_shown(int(part), sum(of), least=least)
        for part in (settled, planned)
    )
    minutes = FEW if settled == FEW else f"{sum(one.minutes for one in saved):,}"
    whole = FEW if decided == FEW else f"{decided:,}"
    return (("All districts", whole, *shares, minutes),)


def _gives_one_away(
    parts: Sequence[int], wholes: Sequence[int], unseen: Collection[int], least: int
) -> bool:
    """Say whether the sum of a column, less what it shows, would be one number or a few."""
    kept_back = [
        part
        for place, (part, whole) in enumerate(zip(parts, wholes, strict=True))
        if place in unseen or not may_show(part, whole, least=least)
    ]
    return len(kept_back) == 1 or is_few(sum(kept_back), least=least)


def _settled(one: Saved, is_unseen: bool, is_shown: bool, least: int) -> Row:
    if is_unseen:
        return (one.area, FEW, FEW, FEW, FEW)
    return (
        one.area,
        f"{one.decided:,}",
        share_shown(one.settled, one.decided, least=least),
        share_shown(one.planned, one.decided, least=least),
        f"{one.minutes:,}" if is_shown else FEW,
    )


def waits(counted: Sequence[Waits], volumes: Sequence[Volume], *, least: int) -> tuple[Table, ...]:
    """Return how long cases wait from stage to stage, and what was done in time."""
    heard = {(one.area, one.panel): one for one in volumes}
    return (
        Table(
            "From stage to stage, on average",
            ("District", "Hours to screening", "Days on to a list", "Days, referral to meeting",
             "Days, meeting to close", "Minutes for a case"),
            tuple(_waits(one, heard.get((one.area, one.panel)), least) for one in counted),
            note="An average of a few cases would be the story of each, and is not shown.",
        ),
        Table(
            "In time",
            ("District", "Screened in time", "Reached by her adviser in time"),
            tuple(
                (
                    one.area,
                    share_shown(one.screened_in_time, one.screened, least=least),
                    share_shown(one.reached_in_time, one.to_reach, least=least),
                )
                for one in counted
            ),
            note="She is reached by a way that is safe, or not at all: late can be right.",
        ),
    )  # fmt: skip


def _waits(one: Waits, volume: Volume | None, least: int) -> Row:
    heard = volume.heard if volume else 0
    before, after = is_few(one.screened, least=least), is_few(heard, least=least)
    minutes = volume.minutes if volume else None
    return (
        one.area,
        FEW if before else _number(one.to_screen_hours),
        FEW if before else _number(one.to_list_days),
        FEW if after else _number(one.to_hear_days),
        FEW if after else _number(one.to_close_days),
        FEW if after else _number(minutes),
    )


def _number(value: object) -> str:
    return NONE if value is None else f"{value:,}"


def actions(kept: Sequence[Kept], *, least: int) -> tuple[Table, ...]:
    """Return how each agency stands with what was agreed."""
    return (
        Table(
            "Actions of each agency",
            ("Agency", "Open", "Late", "Done on time", "Not possible", "Not undertaken"),
            tuple(
                (
                    one.agency,
                    count_shown(one.in_hand, least=least),
                    count_shown(one.late, least=least),
                    share_shown(one.done_in_time, one.done_in_time + one.done_late, least=least),
                    count_shown(one.not_possible, least=least),
                    count_shown(one.not_undertaken, least=least),
                )
                for one in kept
            ),
            note=(
                "“Not possible” means that circumstances changed; “not undertaken” that it could "
                "have been done."
            ),
        ),
    )
