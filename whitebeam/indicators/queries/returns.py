"""Returns with what they hold and what is still to mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.indicators import policy
from whitebeam.indicators.models import Figure, Return, Step, Upload
from whitebeam.indicators.queries import book
from whitebeam.indicators.rules.checking import Finding, Mend, Value, check
from whitebeam.indicators.rules.definitions import Line
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.rules.reading import Part
from whitebeam.kernel.paging import Page, page_of

Given = dict[str, dict[Line, Value]]


class KeptFault(TypedDict):
    """A fault as it is kept with its spreadsheet."""

    indicator: str
    label: str
    area: str
    breakdown: str
    group: str
    sentence: str
    row: int
    cell: str
    meant: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A return with its parts, its values, and what is to mend."""

    owner: Return
    parts: tuple[Part, ...]
    given: Given
    last: Given
    findings: tuple[Finding, ...]

    @property
    def to_fix(self) -> int:
        """Return how much must be mended before it can be sent."""
        return len(self.findings)


def seen(user: User) -> QuerySet[Return]:
    """Return the returns that this user sees, with who signed each."""
    return policy.returns_seen_by(user).select_related("agency", "sent_by", "signed_by")


def waiting(user: User, *, after: str = "") -> Page[Return]:
    """Return a page of the returns that this user sees and that are not signed, by their day."""
    rows = seen(user).exclude(state=Return.State.SIGNED)
    return page_of(rows, "due_on", "agency__name", "pk", after=after)


def signed(user: User, *, after: str = "") -> Page[Return]:
    """Return a page of the signed returns that this user sees, the newest period first."""
    rows = seen(user).filter(state=Return.State.SIGNED)
    return page_of(rows, "-period", "agency__name", "pk", after=after)


def late(user: User, *, on: date) -> QuerySet[Return]:
    """Return those that were due before this day and are not signed, the longest late first."""
    rows = policy.returns_seen_by(user).select_related("agency")
    return rows.filter(due_on__lt=on).exclude(state=Return.State.SIGNED).order_by("due_on")


def filled(owner: Return) -> Filled:
    """Return everything about one return that its page and its checks need."""
    period = read_period(owner.period)
    indicators = book.asked_of(owner.agency, period, is_computed=owner.is_computed)
    parts = tuple(book.parts_of(indicators, book.areas_served(owner.agency)))
    before = Return.objects.filter(
        agency=owner.agency, period=period.before.code, is_computed=owner.is_computed
    ).first()
    given, last = _values(owner, parts), _values(before, parts) if before else {}
    findings = [
        finding
        for part in parts
        for finding in check(
            part.definition,
            lines=part.lines,
            given=given.get(part.definition.code, {}),
            last=last.get(part.definition.code, {}),
            adds_up=not owner.is_computed,
        )
    ]
    return Filled(owner, parts, given, last, tuple(_with_faults(findings, owner)))


def steps_of(owner: Return) -> list[Step]:
    """Return the way of a return, the newest step first."""
    return list(owner.steps.select_related("by").order_by("-at", "-created_at"))


def last_upload(owner: Return) -> Upload | None:
    """Return the spreadsheet that was read last, if there was one."""
    return owner.uploads.order_by("-at", "-created_at").first()


def _values(owner: Return, parts: Sequence[Part]) -> Given:
    lines = {(part.definition.code, line.key): line for part in parts for line in part.lines}
    found: Given = {}
    for figure in Figure.objects.filter(owner=owner).select_related("indicator", "area"):
        line = lines.get((figure.indicator.code, key_of(figure)))
        if line is not None:
            found.setdefault(figure.indicator.code, {})[line] = Value(
                figure.numerator, figure.denominator, figure.explanation, figure.row
            )
    return found


def key_of(figure: Figure) -> str:
    """Return the name that this figure's line has in a form."""
    area = figure.area.code if figure.area else ""
    return Line("", area, figure.breakdown, figure.group).key


def _with_faults(findings: list[Finding], owner: Return) -> list[Finding]:
    """Put the faults of the last spreadsheet in place of the bare word that a line is missing."""
    faults = _unmended(last_upload(owner))
    told = {(one.indicator, one.line.key) for one in faults if one.line.label}
    kept = [
        one
        for one in findings
        if (one.indicator, one.line.key) not in told or not one.sentence.startswith("Enter the")
    ]
    return sorted((*faults, *kept), key=lambda one: (one.row or 10**6, one.indicator))


def _unmended(upload: Upload | None) -> list[Finding]:
    """Return the faults of a spreadsheet but those whose lines were given on screen since."""
    if upload is None or not upload.findings:
        return []
    typed = Figure.objects.filter(owner=upload.owner_id, row=0, updated_at__gt=upload.created_at)
    since = {(one.indicator.code, key_of(one)) for one in typed.select_related("indicator", "area")}
    return [one for one in map(fault_of, upload.findings) if not since.issuperset(one.meant)]


def fault_of(told: KeptFault) -> Finding:
    """Return a fault as it was kept with a spreadsheet."""
    line = Line(told["label"], told["area"], told["breakdown"], told["group"])
    return Finding(
        told["indicator"],
        line,
        Mend.FIX,
        told["sentence"],
        told["row"],
        told["cell"],
        tuple((code, key) for code, key in told["meant"]),
    )


def kept_fault(finding: Finding) -> KeptFault:
    """Return a fault as it is kept with a spreadsheet."""
    return {
        "indicator": finding.indicator,
        "label": finding.line.label,
        "area": finding.line.area,
        "breakdown": finding.line.breakdown,
        "group": finding.line.group,
        "sentence": finding.sentence,
        "row": finding.row,
        "cell": finding.cell,
        "meant": list(finding.meant),
    }
