"""People in post beside those needed: a gauge with its formula, for those who steer."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from whitebeam.govuk.charts import bar_chart
from whitebeam.kernel.small_numbers import hidden
from whitebeam.marac.models import StaffInPost
from whitebeam.marac.presenters.steering import FEW, Row, Table
from whitebeam.marac.queries.counting import Volume
from whitebeam.marac.rules.staffing import Ratios, unmet

Posts = Mapping[tuple[UUID, str], Decimal]
NOT_ENTERED = "Not entered"
CAVEAT = (
    "A planning figure, not a measure of anybody's work: cases that were never found need advisers "
    "too, and a post that is filled may be on leave."
)


def gauges(
    counted: Sequence[Volume], posts: Posts, *, ratios: Ratios, least: int
) -> tuple[Table, ...]:
    """Return for advisers and administrators what is in post, needed and unmet, by area."""
    roles = StaffInPost.Role
    return (
        _gauge(counted, posts, roles.ADVISER, ratios.referrals_per_adviser, least),
        _gauge(counted, posts, roles.ADMINISTRATOR, ratios.cases_per_administrator, least),
    )


def _gauge(
    counted: Sequence[Volume], posts: Posts, role: StaffInPost.Role, cases_each: int, least: int
) -> Table:
    cases: dict[tuple[UUID, str], int] = {}
    for one in counted:
        area = (one.area_id, one.area)
        cases[area] = cases.get(area, 0) + one.heard + one.settled
    unseen = hidden(list(cases.values()), least=least)
    rows: list[Row] = []
    points: list[tuple[str, float]] = []
    for place, ((area_id, name), number) in enumerate(cases.items()):
        filled = posts.get((area_id, role))
        rows.append(_row(name, filled, None if place in unseen else number, cases_each))
        if filled is not None and number and place not in unseen:
            points.append((name, round(100 * float(filled) * cases_each / number)))
    title = f"{role.label} in post, of 100 needed"
    chart = bar_chart(title, points, label_heading="Area", value_heading="In post")
    return Table(
        f"{role.label}: in post, needed and unmet",
        ("Area", "In post", "Needed", "Unmet"),
        tuple(rows),
        note=(
            f"Needed: cases of the last twelve whole months ÷ {cases_each}, for one full-time post "
            f"a year. Unmet: needed less in post. {CAVEAT}"
        ),
        chart=chart if points else None,
        words=frozenset(),
    )


def _row(name: str, filled: Decimal | None, cases: int | None, cases_each: int) -> Row:
    in_post = NOT_ENTERED if filled is None else f"{filled:,.1f}"
    if cases is None:
        return (name, in_post, FEW, FEW)
    needed, lacking = unmet(cases=cases, cases_each=cases_each, in_post=filled)
    return (
        name,
        in_post,
        f"{needed:,.1f}",
        NOT_ENTERED if lacking is None else f"{lacking:,.1f}",
    )
