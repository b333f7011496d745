"""The figures of unmet need as charts, each with its table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from whitebeam.govuk.charts import Chart, bar_chart, line_chart
from whitebeam.referrals.queries.unmet_need import Declined

MONTHS = 12


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason and how often it was given."""

    reason: str
    number: str
    counts: str


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """A year of what could not be taken on, ready to print."""

    total: int
    by_reason: Chart
    by_area: Chart
    by_month: Chart
    reasons: tuple[ReasonRow, ...]

    @classmethod
    def of(cls, declined: Sequence[Declined], *, on: date) -> "UnmetNeed":
        unmet = [row for row in declined if row.is_unmet_need]
        months = Counter[date]()
        for row in unmet:
            months[row.month] += row.number
        return cls(
            total=sum(row.number for row in unmet),
            by_reason=_bars("Why people could not be taken on", "Reason", _by_reason(unmet)),
            by_area=_bars("Where they live", "Area", _by_area(unmet)),
            by_month=line_chart(
                "Month by month",
                [(f"{month:%b}", months[month]) for month in last_months(on)],
                label_heading="Month",
                value_heading="Referrals",
            ),
            reasons=_reasons(declined),
        )


def last_months(on: date) -> list[date]:
    """Return the first days of the last twelve months, this one included, oldest first."""
    number = on.year * 12 + on.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS + 1, number + 1)]


def _bars(title: str, heading: str, counted: Counter[str]) -> Chart:
    return bar_chart(
        title, _largest_first(counted), label_heading=heading, value_heading="Referrals"
    )


def _by_reason(rows: Iterable[Declined]) -> Counter[str]:
    found = Counter[str]()
    for row in rows:
        found[row.reason] += row.number
    return found


def _by_area(rows: Iterable[Declined]) -> Counter[str]:
    found = Counter[str]()
    for row in rows:
        found[row.area] += row.number
    return found


def _reasons(rows: Sequence[Declined]) -> tuple[ReasonRow, ...]:
    counts = {row.reason: row.is_unmet_need for row in rows}
    return tuple(
        ReasonRow(reason, str(number), "Yes" if counts[reason] else "No")
        for reason, number in _largest_first(_by_reason(rows))
    )


def _largest_first(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))
