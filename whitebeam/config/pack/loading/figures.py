"""Sheets of the indicators app: the book, who gives which figure, figures that papers name."""

from datetime import date

from whitebeam.config.pack.loading.partners import AGENCY
from whitebeam.config.pack.loading.sheets import Row, Sheet, Values, always, plain
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.figures import Indicator, PublishedFigure
from whitebeam.indicators import models

# A number keeps its definition: what these say changes only with a new version.
FIXED = (
    *(
        "starts_on",
        "definition",
        "numerator",
        "denominator",
        "whole_name",
        "whole_code",
        "unit",
        "per",
    ),
    *("cadence", "by_area", "breakdowns", "suppression", "computed"),
)


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the indicators app's own settings should be."""
    return (_book(pack, on=on), _owners(pack), _published(pack, on=on))


def _book(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(_indicator(pack, one), ("indicators", index))
        for index, one in enumerate(pack.indicators)
    )
    key = ("code", "version")
    return Sheet(
        "indicators", models.Indicator, key, rows, {}, ends=always(ended_on=on), fixed=FIXED
    )


def _indicator(pack: Pack, one: Indicator) -> Values:
    named = {each.code: each for each in pack.characteristics}
    copied = one.model_dump(
        exclude={"owners", "breakdowns", "breaks", "uses", "hours", "most", "starts_on"}
    )
    return {
        **copied,
        "starts_on": one.starts_on,
        "most": None if one.most is None else f"{one.most:.2f}",
        "hours": f"{one.hours:.2f}",
        "breakdowns": [
            {
                "code": code,
                "name": named[code].name,
                "groups": {group.code: group.name for group in named[code].groups},
            }
            for code in one.breakdowns
        ],
        "breaks": plain([each.model_dump() for each in one.breaks]),
        "uses": [each.model_dump() for each in one.uses],
        "ended_on": None,
    }


def _owners(pack: Pack) -> Sheet:
    owned = {one.code: one.owners for one in pack.indicators}
    known = {agency.code for agency in pack.agencies}
    rows = tuple(
        Row({"indicator_code": code, "agency__code": owner})
        for code, owners in owned.items()
        for owner in owners
        if owner in known
    )
    key = ("indicator_code", "agency__code")
    references = {"agency__code": AGENCY}
    return Sheet("owners of indicators", models.Ownership, key, rows, references, removed=True)


def _published(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(Row(_figure(one)) for one in pack.published_figures)
    return Sheet(
        "published figures",
        models.PublishedFigure,
        ("code",),
        rows,
        {},
        ends=always(ended_on=on),
    )


def _figure(one: PublishedFigure) -> Values:
    return {
        **one.model_dump(exclude={"indicator", "value"}),
        "value": None if one.value is None else f"{one.value:.2f}",
        "indicator_code": one.indicator or "",
        "ended_on": None,
    }
