"""A draft looked over before signing: pages, total with judgement, grounds, words to think of."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from uuid import UUID

from django.urls import reverse

from whitebeam.risk.models import Assessment, GroundMet
from whitebeam.risk.presenters.assessment import Part, evidence_line, parts_of
from whitebeam.risk.presenters.words import COLOURS, LEVELS
from whitebeam.risk.queries.reading import Reading
from whitebeam.risk.rules.contents import unpacked
from whitebeam.risk.rules.judgement import NotJudged, level_of
from whitebeam.risk.rules.language import Nudge, Pattern, nudges
from whitebeam.risk.rules.pages import Asked

GROUNDS = dict(GroundMet.Ground.choices)
TEXTS = ("prescreen", "severity", "external", "events", "closing")


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What a worker looks over before signing."""

    pk: UUID
    person_id: UUID
    person: str
    tool: str
    pages: tuple[dict[str, str], ...]
    missing: tuple[str, ...]
    level: str
    colour: str
    total: str
    is_incomplete: bool
    could_reach: bool
    grounds: tuple[dict[str, str], ...]
    elsewhere: str
    parts: tuple[Part, ...]
    nudges: tuple[Nudge, ...]

    @classmethod
    def of(
        cls,
        draft: Assessment,
        reading: Reading,
        *,
        asked: Iterable[Asked],
        done: frozenset[str],
        missing: Iterable[str],
        patterns: Iterable[Pattern],
        previous: Assessment | None,
    ) -> "CheckPage":
        level = _level(reading)
        counted = reading.score
        threshold = reading.agreed.criteria.very_high_risk
        return cls(
            pk=draft.pk,
            person_id=draft.victim_id,
            person=draft.victim.known_as,
            tool=reading.tool.name,
            pages=tuple(_page(draft, one, done) for one in asked),
            missing=tuple(missing),
            level=_level_words(reading, level),
            colour=COLOURS.get(level, "grey"),
            total=_total(reading),
            is_incomplete=reading.is_incomplete,
            could_reach=reading.is_scored and counted.yes < threshold <= counted.items - counted.no,
            grounds=_grounds(reading),
            elsewhere=_elsewhere(reading),
            parts=parts_of((reading.tool, *reading.opened), draft, previous),
            nudges=nudges(_free_text(draft, reading), patterns),
        )


def _page(draft: Assessment, one: Asked, done: frozenset[str]) -> dict[str, str]:
    is_done = one.code in done
    return {
        "title": one.title,
        "href": reverse("risk:page", args=[draft.pk, one.code]),
        "state": "Looked at" if is_done else "Not yet",
        "colour": "" if is_done else "grey",
    }


def _level(reading: Reading) -> str:
    try:
        return level_of(band=reading.band, judgement=reading.judgement)
    except NotJudged:
        return reading.band or ""


def _level_words(reading: Reading, level: str) -> str:
    if not level:
        return "Level not judged yet"
    return LEVELS[level] if reading.band else f"Judged: {LEVELS[level].lower()}"


def _total(reading: Reading) -> str:
    counted = reading.score
    if not reading.has_total:
        return ""
    unknown = counted.items - counted.known
    return f"{counted.yes} of {counted.items} yes, {unknown} not known"


def _grounds(reading: Reading) -> tuple[dict[str, str], ...]:
    try:
        met = reading.grounds()
    except NotJudged:
        return ()
    return tuple(
        {
            "title": GROUNDS[one.ground],
            "evidence": evidence_line(asdict(one) | {"days": [str(day) for day in one.days]}),
        }
        for one in met
    )


def _elsewhere(reading: Reading) -> str:
    wider = reading.elsewhere
    if wider is None or not wider.is_met or reading.escalation.is_met:
        return ""
    return (
        f"By the national form ({wider.window.events} events in {wider.window.months} months) this"
        " would be potential escalation; by your partnership's own it is not."
    )


def _free_text(draft: Assessment, reading: Reading) -> str:
    details = [one.detail for one in reading.answers.values()]
    others = [
        str(value)
        for column in TEXTS
        for value in unpacked(getattr(draft, column)).values()
        if isinstance(value, str)
    ]
    return "\n".join((*details, *others))
