"""The quarterly dataset of MARACs, in the shape that is published nationally, cell by cell.

Every cell names the cases it counts, so that each number opens its own list. A share has its whole
beside it. Source of the fields and bands: safelives.org.uk, practitioner datasets, MARAC data, and
reviewing your MARAC data; bands that are only field practice say so.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

MINORITISED = frozenset({"ASIAN", "BLACK", "MIXED", "WHITE_OTHER", "OTHER"})
SIXTEEN, SEVENTEEN = 16, 17
PER, A_YEAR = 10_000, 12
# Who referred, by kind of agency, in the words of the published table.
SOURCES = {
    "POLICE": "Police",
    "SPECIALIST_SERVICE": "IDVA or specialist service",
    "CHILDRENS_SERVICES": "Children's services",
    "ADULT_SERVICES": "Adult services",
    "PRIMARY_CARE": "Health: primary care",
    "ACUTE_HEALTH": "Health: acute or hospital",
    "MENTAL_HEALTH": "Health: mental health",
    "COMMUNITY_HEALTH": "Health: community",
    "HEALTH": "Health: of another kind",
    "HOUSING": "Housing",
    "PROBATION": "Probation",
    "SUBSTANCE_MISUSE": "Substance misuse",
    "EDUCATION": "Education",
    "CHARITY": "Voluntary sector",
    "FIRE": "Fire and rescue",
    "MASH": "MASH",
    "COUNCIL": "Other",
    "PARTNERSHIP_TEAM": "Other",
    "GUEST": "Other",
}


@dataclass(frozen=True, slots=True)
class Discussed:
    """One discussion of a case at a meeting, with what the return counts of it."""

    case: UUID
    on: date
    source: str
    is_repeat: bool
    children: int = 0
    sex: str = ""
    ethnicity: str = ""
    disability: str = ""
    lgbt: str = ""
    victim_age: int | None = None
    harmer_ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A published range, and who published it."""

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a quarter is read beside: who met, how often, the year before, the women of the area.

    Women and bands are those that held on the last day of these months.
    """

    maracs: int
    meetings: int
    discussed_a_year_before: int
    adult_women: int | None
    bands: dict[str, Band]
    months: int = A_YEAR


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of the return. `whole` is what a share is of; a missing value says why."""

    code: str
    label: str
    value: float | None
    unit: str
    whole: int | None = None
    cases: tuple[UUID, ...] = ()
    band: Band | None = None
    note: str = ""

    @property
    def is_within(self) -> bool | None:
        """Say whether the value lies in its band, where there are both."""
        if self.band is None or self.value is None:
            return None
        return self.band.low <= self.value <= self.band.high


Picks = Callable[[Discussed], bool]
SHARES: tuple[tuple[str, str, Picks], ...] = (
    ("repeats", "Repeat cases", lambda d: d.is_repeat),
    ("partner", "Referred by partners other than the police", lambda d: d.source != "POLICE"),
    ("minoritised", "Black, Asian and racially minoritised", lambda d: d.ethnicity in MINORITISED),
    ("lgbt", "LGBT+", lambda d: d.lgbt == "YES"),
    ("disabled", "Disabled", lambda d: d.disability == "YES"),
    ("male", "Male", lambda d: d.sex == "MALE"),
)
NOTES = {
    "repeats": (
        "A low share can mean that agencies do not flag or do not tell, not that harm has stopped."
    ),
    "partner": "A low share can mean that agencies other than the police do not know the way.",
    "disabled": "Counted from what was asked: a low share can mean that nobody asked.",
    "lgbt": "Counted from what was asked: a low share can mean that nobody asked.",
}
FEWER = "Fewer than expected can mean that harm is not found."
OF_A_YEAR = "Of these months alone. Look at twelve to compare it with the published figure."
NO_WOMEN = (
    "No number of adult women held in these months: enter it in the settings (marac.adult_women)."
)


def dataset(discussed: Sequence[Discussed], *, around: Around) -> list[Cell]:
    """Return every cell of the return for these discussions, in the published order."""
    return [
        Cell("maracs", "MARACs that met", around.maracs, "MARACs", cases=_of(discussed)),
        Cell("meetings", "Meetings", around.meetings, "meetings", cases=_of(discussed)),
        Cell("cases", "Cases discussed", len(discussed), "cases", cases=_of(discussed)),
        _change(discussed, around),
        _children(discussed),
        _rate(discussed, around),
        *(_share(discussed, code, label, picks, around) for code, label, picks in SHARES),
        *_sources(discussed),
        *_young(discussed),
    ]


def _of(found: Iterable[Discussed]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(one.case for one in found))


def _change(discussed: Sequence[Discussed], around: Around) -> Cell:
    before = around.discussed_a_year_before
    label = "Change on the same months a year before"
    if not before:
        return Cell("change", label, None, "%", note="Nothing was discussed a year before.")
    change = _percent(len(discussed) - before, before)
    return Cell("change", label, change, "%", whole=before, cases=_of(discussed))


def _children(discussed: Sequence[Discussed]) -> Cell:
    found = [one for one in discussed if one.children]
    total = sum(one.children for one in discussed)
    return Cell("children", "Children in the households", total, "children", cases=_of(found))


def _rate(discussed: Sequence[Discussed], around: Around) -> Cell:
    label = "Cases for every 10,000 adult women"
    # The published figure is of a year: fewer months are not compared with it.
    band = around.bands.get("rate") if around.months == A_YEAR else None
    if not around.adult_women:
        return Cell("rate", label, None, "a year", band=band, note=NO_WOMEN)
    rate = round(len(discussed) * PER / around.adult_women, 1)
    note = FEWER if around.months == A_YEAR else OF_A_YEAR
    women, found = around.adult_women, _of(discussed)
    return Cell("rate", label, rate, "a year", women, cases=found, band=band, note=note)


def _share(
    discussed: Sequence[Discussed], code: str, label: str, picks: Picks, around: Around
) -> Cell:
    found = [one for one in discussed if picks(one)]
    whole = len(discussed)
    return Cell(
        code,
        label,
        _percent(len(found), whole) if whole else None,
        "%",
        whole=whole,
        cases=_of(found),
        band=around.bands.get(code),
        note=NOTES.get(code, ""),
    )


def _sources(discussed: Sequence[Discussed]) -> Iterable[Cell]:
    for label in dict.fromkeys(SOURCES.values()):
        found = [one for one in discussed if SOURCES.get(one.source, "Other") == label]
        code = f"from-{_slug(label)}"
        yield Cell(code, f"Referred by: {label}", len(found), "cases", cases=_of(found))


def _young(discussed: Sequence[Discussed]) -> Iterable[Cell]:
    young = [one for one in discussed if one.victim_age in {SIXTEEN, SEVENTEEN}]
    whole = len(discussed)
    share = _percent(len(young), whole) if whole else None
    harming = [one for one in discussed if any(age <= SEVENTEEN for age in one.harmer_ages)]
    total = sum(sum(age <= SEVENTEEN for age in one.harmer_ages) for one in harming)
    yield Cell("aged-16-17", "Person harmed aged 16 or 17", len(young), "cases", cases=_of(young))
    yield Cell("aged-16-17-share", "The same, of all cases", share, "%", whole, _of(young))
    yield Cell("harming-17", "Causing harm aged 17 or under", total, "people", cases=_of(harming))


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _slug(label: str) -> str:
    """Return a label as it stands in an address: letters and hyphens alone."""
    plain = "".join(letter for letter in label.lower() if letter.isalpha() or letter == " ")
    return plain.replace(" ", "-")
