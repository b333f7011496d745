"""One assessment read by the rules: its total, level, grounds and prompts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from whitebeam.people.models import Person
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.settings import (
    Agreed,
    child_words,
    criteria_in_force,
    criteria_kept,
    prompt_definitions,
)
from whitebeam.risk.queries.tools import sets_of, tool_of
from whitebeam.risk.rules import scoring
from whitebeam.risk.rules.answers import Answered, read, said_yes, ticked
from whitebeam.risk.rules.contents import (
    Content,
    judgement_of,
    police_events,
    repeat_told,
    unpacked,
    word,
)
from whitebeam.risk.rules.grounds import Case, Escalation, Met, escalation, grounds
from whitebeam.risk.rules.judgement import Judgement
from whitebeam.risk.rules.months import months_before
from whitebeam.risk.rules.prompts import Definition, Signs, prompts
from whitebeam.risk.rules.scoring import Level, Score
from whitebeam.risk.rules.tool_definition import SCORED, SETS, Tool, reworded

ADULT_YEARS = 18
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """An assessment as the rules read it today."""

    tool: Tool
    sets: tuple[Tool, ...]
    answers: dict[str, Answered]
    score: Score
    # Nothing where the tool has no published bands: then the assessor judges the level.
    band: Level | None
    closing: Content
    events: Content
    agreed: Agreed
    escalation: Escalation
    elsewhere: Escalation | None
    prompts: tuple[Definition, ...]
    on: date
    # Words of the page that are not said where the one who harms is a child.
    child_words: tuple[tuple[str, str], ...] = ()

    @property
    def is_scored(self) -> bool:
        """Say whether the total is read against the threshold."""
        return self.tool.kind in SCORED

    @property
    def has_total(self) -> bool:
        """Say whether its answers add up to a total; the signs beside a result do not."""
        return self.score.items > 0 and self.tool.kind != "EXTERNAL"

    @property
    def is_incomplete(self) -> bool:
        """Say whether so much is not known that a low total tells nothing."""
        percent = self.agreed.incomplete_percent
        return self.score.items > 0 and scoring.is_incomplete(
            self.score, most_unknown_percent=percent
        )

    @property
    def judgement(self) -> Judgement:
        """Return the worker's judgement, as far as it was given."""
        return judgement_of(self.closing)

    @property
    def opened(self) -> tuple[Tool, ...]:
        """Return the sets of questions that an answer has opened."""
        yes = said_yes(self.answers)
        kinds = {item.opens for item in self.tool.items() if item.opens and item.code in yes}
        return tuple(one for one in self.sets if one.kind in SETS and one.kind in kinds)

    @property
    def grid(self) -> Tool | None:
        """Return the severity grid that goes with it."""
        return next((one for one in self.sets if one.kind == "GRID"), None)

    @property
    def undecided(self) -> tuple[Definition, ...]:
        """Return the prompts that need a decision and have none."""
        return tuple(
            one
            for one in self.prompts
            if one.decision and not word(self.closing, f"decision-{one.code}")
        )

    def grounds(self) -> tuple[Met, ...]:
        """Return every ground that is met.

        :raises NotJudged: if the judgement cannot stand
        """
        agreed = self.agreed
        case = Case(
            yes=self.score.yes if self.is_scored else None,
            band=self.band,
            judgement=self.judgement,
            police_events=police_events(self.events),
            repeat=repeat_told(self.events, rule=agreed.repeat_rule, months=agreed.repeat_months),
            risk_of_harm=word(self.closing, "risk_of_harm"),
        )
        return grounds(case=case, criteria=agreed.criteria, on=self.on)


def reading_of(assessment: Assessment, *, on: date) -> Reading:
    """Return an assessment as the rules read it on a day."""
    tool, sets = tool_of(assessment), sets_of(assessment)
    her, other = _seen(assessment.victim_id), _seen(assessment.perpetrator_id)
    child_harms = is_child(other, on=on)
    words = child_words() if child_harms else ()
    if words:
        tool, *rest = (reworded(one, pairs=words) for one in (tool, *sets))
        sets = tuple(rest)
    agreed = criteria_kept(assessment.criteria) or criteria_in_force(area=her.area if her else None)
    answers = read(str(assessment.answers))
    counted = scoring.score(items=tool.codes(), answers=answers)
    closing, events = unpacked(assessment.closing), unpacked(assessment.events)
    met = escalation(events=police_events(events), window=agreed.criteria.escalation, on=on)
    wider = agreed.criteria.elsewhere
    signs = Signs(
        yes=said_yes(answers),
        total=counted.yes if tool.kind in SCORED else None,
        threshold=agreed.criteria.very_high_risk,
        escalation_met=met.is_met,
        says_high=word(closing, "says_high") == Assessment.Said.YES,
        has_children=_has_children(assessment),
        child_harms=child_harms,
        victim_is_child=is_child(her, on=on),
        ticked=ticked(answers),
    )
    return Reading(
        tool=tool,
        sets=sets,
        answers=answers,
        score=counted,
        band=_band(assessment, tool, counted, agreed),
        closing=closing,
        events=events,
        agreed=agreed,
        escalation=met,
        elsewhere=escalation(events=police_events(events), window=wider, on=on) if wider else None,
        prompts=prompts(definitions=prompt_definitions(), signs=signs),
        on=on,
        child_words=words,
    )


def is_child(person: Person | None, *, on: date) -> bool:
    """Say whether somebody was under 18 on a day, as far as their birth is known."""
    if person is None or person.date_of_birth is None:
        return False
    return person.date_of_birth > months_before(on, ADULT_YEARS * MONTHS)


def _seen(person_id: UUID | None) -> Person | None:
    """Return somebody in the assessment, if whoever reads it may see them."""
    if person_id is None:
        return None
    return Person.objects.select_related("area").filter(pk=person_id).first()


def _has_children(assessment: Assessment) -> bool:
    told = word(unpacked(assessment.prescreen), "has_children")
    return told == "YES" or assessment.children.exists()


def _band(assessment: Assessment, tool: Tool, counted: Score, agreed: Agreed) -> Level | None:
    """Return the level that the tool itself tells, or nothing: no level is standard by default."""
    if tool.kind == "EXTERNAL":
        told = word(unpacked(assessment.external), "level")
        return Level(told) if told else None
    if tool.kind in SCORED and agreed.has_bands_for(tool):
        return scoring.band(yes=counted.yes, bands=agreed.bands)
    # Where the threshold is read, visible high risk is high whatever bands there are.
    is_visible = tool.kind in SCORED and counted.yes >= agreed.criteria.very_high_risk
    return Level.HIGH if is_visible else None
