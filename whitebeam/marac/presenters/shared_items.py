"""What was shared, thing by thing, for whoever guards the records: on the page and as CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.comma_tables import written
from whitebeam.marac.models import Case, Disclosure
from whitebeam.marac.presenters.papers import reference_of
from whitebeam.marac.queries.shared_items import SharedItem, Which

BASES = dict(Disclosure.Basis.choices)
THINGS = {
    "marac.Case": "The referrer's account",
    "marac.ResearchItem": "An answer to research",
    "marac.Wish": "What she wants",
    "marac.Telling": "How she was told",
    "marac.Unreached": "She was not reached",
    "marac.Entry": "Said at the meeting",
    "marac.Minutes": "The summary in the minutes",
    "marac.PackageItem": "Sent to another MARAC",
}
OTHER = "A shared fact"
COLUMNS = ("Case", "What", "Controller", "Basis", "Received by", "When")
HEADINGS = (
    *("Received", "Case", "Line", "What", "Controller", "Basis", "Agreement", "In an emergency"),
    "Received by",
)
Cell = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """One select of the filter: its name, label, and options as value, words, whether chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def item_rows(items: Iterable[SharedItem]) -> list[tuple[Cell, ...]]:
    """Return the rows of a page: a case by its reference, a fact by that of its ledger line."""
    return [
        (
            {"text": one.reference, "hint": reference_of(one.line)},
            THINGS.get(one.what, OTHER),
            one.controller,
            {"text": BASES.get(one.basis, one.basis), "hint": _under(one)},
            one.receiver,
            f"{(at := one.at.astimezone(LONDON)).day} {at:%B %Y, %H:%M}",
        )
        for one in items
    ]


def items_as_csv(items: Iterable[SharedItem]) -> str:
    """Return every receipt as a row; no content, no person, and no cell that acts."""
    rows = (
        (
            f"{one.at.astimezone(LONDON):%Y-%m-%d %H:%M}",
            one.reference,
            reference_of(one.line),
            THINGS.get(one.what, OTHER),
            one.controller,
            BASES.get(one.basis, one.basis),
            one.agreement,
            "Yes" if one.is_emergency else "No",
            one.receiver,
        )
        for one in items
    )
    return written([HEADINGS, *rows])


def choices_of(
    which: Which,
    controllers: Sequence[tuple[str, str]],
    receivers: Sequence[tuple[str, str]],
) -> tuple[Choice, ...]:
    """Return the selects by which the list is narrowed."""
    kept = list(BASES.items())
    return (
        _choice("controller", "Controller", controllers, which.controller),
        _choice("receiver", "Received by", receivers, which.receiver),
        _choice("basis", "Basis", kept, which.basis),
    )


def address_of(which: Which, *, quarter: str, after: str = "") -> str:
    """Return the query by which the same list is asked for again, or its next page."""
    names = ("controller", "receiver", "basis")
    chosen = {name: value for name in names if (value := getattr(which, name))}
    return "?" + urlencode({"quarter": quarter} | chosen | ({"after": after} if after else {}))


def _choice(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Choice:
    return Choice(name, label, tuple((value, text, value == chosen) for value, text in options))


def _under(one: SharedItem) -> str:
    if one.agreement:
        return one.agreement
    if one.is_emergency:
        return "In an emergency, without an agreement"
    return "" if one.what == Case._meta.label else "No agreement was in force"
