"""Signing an assessment: read by the rules of the day, read only from then on."""

import json
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from whitebeam.accounts.models import User
from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.risk import policy
from whitebeam.risk.events import Happened
from whitebeam.risk.models import Assessment, CountedAnswers, GroundMet, PromptDecision
from whitebeam.risk.queries.reading import Reading, reading_of
from whitebeam.risk.rules.answers import counted
from whitebeam.risk.rules.contents import Page, unpacked, word
from whitebeam.risk.rules.grounds import Ground, Met
from whitebeam.risk.rules.judgement import NotJudged, level_of
from whitebeam.risk.services.assessing import done_pages, locked_draft

SIGNED = (
    *("state", "signed_at", "supersedes", "mode", "says_high", "judged_level", "judgement_reason"),
    *("risk_of_harm", "score", "items_n", "answered_n", "dont_know_n", "band", "level"),
    *("criteria", "version", "updated_at"),
)
SOURCES = {
    Ground.VISIBLE_HIGH_RISK: ("dash.very_high_risk",),
    Ground.POTENTIAL_ESCALATION: ("marac.escalation_events", "marac.escalation_months"),
    Ground.REPEAT: ("marac.repeat_rule", "marac.repeat_months"),
}


@transaction.atomic
def sign(assessment_id: UUID, *, by: User, at: datetime, on: date) -> Assessment:
    """Sign an assessment: total, level and every ground are kept with the criteria of the day.

    The one before it, of the same tool, people and agency, is superseded.

    :raises Refused: if something that must be said is missing, or judgement would lower the level
    """
    assessment = locked_draft(assessment_id, by=by)
    reading = reading_of(assessment, on=on)
    if open_points := missing(assessment, reading):
        raise Refused(open_points[0])
    _fill(assessment, reading, at=at)
    earlier = _earlier(assessment, by=by)
    assessment.supersedes = earlier
    assessment.state = Assessment.State.SIGNED
    _decide(assessment, reading, by=by, at=at)
    assessment.save(update_fields=SIGNED)
    for met in reading.grounds():
        _keep(met, assessment, reading)
    _count(assessment, reading)
    if earlier is not None:
        _supersede(earlier, at=at)
    audit.record(
        verb=Happened.SIGNED,
        subject=assessment,
        person_id=assessment.victim_id,
        tool=assessment.tool.code,
        version=assessment.tool.version,
    )
    return assessment


def missing(assessment: Assessment, reading: Reading) -> list[str]:
    """Return what must still be said before signing, each as a sentence; nothing when ready."""
    found = []
    if Page.FIRST not in done_pages(assessment):
        found.append("Answer the page 'Before you ask'")
    if not _says_something(assessment, reading):
        found.append("Answer at least one question, or enter the result")
    found += _signs_not_looked_at(assessment, reading)
    found += [f"Decide: {one.title}" for one in reading.undecided]
    for one in reading.prompts:
        needs_words = word(reading.closing, f"decision-{one.code}") == "NOT_NEEDED"
        if one.decision and needs_words and not word(reading.closing, f"words-{one.code}"):
            found.append(f"Say why not: {one.title}")
    try:
        reading.grounds()
    except NotJudged as fault:
        found.append(str(fault))
    return found


def _says_something(assessment: Assessment, reading: Reading) -> bool:
    if reading.tool.kind == "EXTERNAL":
        told = unpacked(assessment.external)
        return all(word(told, name) for name in ("name", "grade", "level"))
    if reading.tool.kind == "GRID":
        return bool(unpacked(assessment.severity))
    return reading.score.answered > 0


def _signs_not_looked_at(assessment: Assessment, reading: Reading) -> list[str]:
    """Return the pages of signs that nobody went through: a result tells none of them itself."""
    if reading.tool.kind != "EXTERNAL":
        return []
    done = done_pages(assessment)
    sections = (one for one in reading.tool.sections if one.code not in done)
    return [f"Go through the page '{one.title}'" for one in sections]


def _fill(assessment: Assessment, reading: Reading, *, at: datetime) -> None:
    judgement, closing = reading.judgement, reading.closing
    assessment.signed_at = at
    assessment.mode = word(unpacked(assessment.prescreen), "mode")
    assessment.says_high = word(closing, "says_high") or Assessment.Said.NOT_ASKED
    assessment.judged_level = judgement.level or ""
    assessment.judgement_reason = judgement.reason or None
    assessment.risk_of_harm = word(closing, "risk_of_harm") or None
    assessment.score = reading.score.yes if reading.has_total else None
    assessment.items_n = reading.score.items
    assessment.answered_n = reading.score.answered
    assessment.dont_know_n = reading.score.dont_know
    assessment.band = reading.band or ""
    assessment.level = level_of(band=reading.band, judgement=judgement)
    assessment.criteria = reading.agreed.trace
    assessment.version += 1


def _keep(met: Met, assessment: Assessment, reading: Reading) -> None:
    evidence = asdict(met) | {"days": [one.isoformat() for one in met.days]}
    keys = SOURCES.get(met.ground, ())
    GroundMet.objects.create(
        assessment=assessment,
        ground=met.ground,
        evidence=json.dumps(evidence),
        criteria={key: reading.agreed.trace[key] for key in keys if key in reading.agreed.trace},
    )


def _count(assessment: Assessment, reading: Reading) -> None:
    versions = {assessment.tool.code: assessment.tool_id}
    versions |= dict(assessment.sets.values_list("tool__code", "tool"))
    for tool in (reading.tool, *reading.opened):
        if tool.codes():
            CountedAnswers.objects.create(
                assessment=assessment,
                tool_id=versions[tool.code],
                answers=counted(reading.answers, codes=tool.codes()),
            )


def _decide(assessment: Assessment, reading: Reading, *, by: User, at: datetime) -> None:
    for one in reading.prompts:
        if one.decision:
            PromptDecision.objects.create(
                assessment=assessment,
                prompt=one.code,
                decision=word(reading.closing, f"decision-{one.code}"),
                words=word(reading.closing, f"words-{one.code}") or None,
                by=by,
                at=at,
            )


def _earlier(assessment: Assessment, *, by: User) -> Assessment | None:
    return (
        policy.own_of(by)
        .filter(
            state=Assessment.State.SIGNED,
            victim=assessment.victim_id,
            perpetrator=assessment.perpetrator_id,
            agency=assessment.agency_id,
            tool__code=assessment.tool.code,
        )
        .select_for_update(of=("self",))
        .order_by("-signed_at")
        .first()
    )


def _supersede(earlier: Assessment, *, at: datetime) -> None:
    earlier.state, earlier.superseded_at = Assessment.State.SUPERSEDED, at
    earlier.save(update_fields=["state", "superseded_at", "updated_at"])
    audit.record(verb=Happened.SUPERSEDED, subject=earlier, person_id=earlier.victim_id)
