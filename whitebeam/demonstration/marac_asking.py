"""Invented cases at MARAC: referred, screened, listed, and researched by every member."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from whitebeam.demonstration.marac_assessed import by_the_tool, is_high, keep_risk
from whitebeam.demonstration.marac_late import explain
from whitebeam.demonstration.marac_ledger import account, share
from whitebeam.demonstration.marac_processes import name_process
from whitebeam.demonstration.marac_repeats import found, happened
from whitebeam.demonstration.marac_rows import (
    Desk,
    MaracRows,
    family_of,
    move,
    seat,
    step,
)
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.marac_words import fitting
from whitebeam.demonstration.rules.working_time import at_work_between, worked
from whitebeam.kernel.clocks import Span
from whitebeam.marac import models
from whitebeam.marac.models import Case, Meeting, PanelMember
from whitebeam.marac.models.states import State
from whitebeam.marac.rules.referral import in_words
from whitebeam.referrals.models import Part, Referral
from whitebeam.referrals.rules.references import ALPHABET, check_character

DAY = timedelta(days=1)
GROUNDS = ("VISIBLE_HIGH_RISK", "PROFESSIONAL_JUDGEMENT", "POTENTIAL_ESCALATION")
MINUTES = 12
ATTEMPTS = 3
REACHED_IN_TIME, AT_THE_SECOND_TRY, HEARD_LATER = 0.74, 0.3, 0.7
TWO_WORKING_DAYS = Span(2)


def begin(
    rows: MaracRows, desk: Desk, told: Referral, parts: Sequence[Part], dice: Dice, at: datetime
) -> Case:
    """Add a case as it was referred: its people, profile, grounds and the two first parts."""
    consent = dice.pick(("AGREED", "AGREED", "AGREED", "REFUSED", "NOT_ASKED"))
    family = family_of(parts)
    case: Case = rows.add(
        models.Case, dice,
        reference=_reference(dice), panel=desk.panel, referring_agency=told.sent_by,
        referred_by_id=told.submitted_by_id, referred_at=at, told="YES", consent=consent,
        without_consent_why=None if consent == "AGREED" else "The danger to her life",
        background=dice.pick(fitting(said.BACKGROUNDS, family)),
        fears=dice.pick(fitting(said.FEARS, family)),
        referral=told if told.sent_at < at else None,
        screen_due_at=at + DAY, idva_due_at=TWO_WORKING_DAYS.after(at), once_key=dice.key(),
    )  # fmt: skip
    rows.families[case.pk] = family
    happened(case)
    keep_risk(case, parts, at=at)
    for position, part in enumerate(parts):
        _person(rows, case, part, position, dice)
    children = sum(part.kind == Part.Kind.CHILD for part in parts)
    rows.add(models.CaseProfile, dice, case=case, answers=json.dumps(_profile(dice, children, at)))
    offered = GROUNDS if is_high(case) else GROUNDS[1:]
    for kind in dice.some(offered, most=len(offered), least=1):
        rows.add(
            models.Ground, dice, case=case, kind=kind, evidence=_evidence(rows, kind, case, dice),
            said_by_id=case.referred_by_id,
        )  # fmt: skip
    seat(rows, desk, case, told.sent_by, "REFERRER", None, dice)
    seat(rows, desk, case, desk.panel.coordinated_by, "COORDINATOR", None, dice)
    account(rows, desk, case, dice)
    by_id = case.referred_by_id
    step(rows, case, State.RECEIVED, by_id=by_id, agency=told.sent_by, at=at, dice=dice)
    return case


def _evidence(rows: MaracRows, kind: str, case: Case, dice: Dice) -> str | None:
    """Return what speaks for a ground: a tool with what it came to, or the referrer's reason."""
    if kind == "VISIBLE_HIGH_RISK":
        return by_the_tool(case)
    return rows.tells(case, said.JUDGEMENTS, dice) if kind == "PROFESSIONAL_JUDGEMENT" else None


def screen(rows: MaracRows, desk: Desk, case: Case, dice: Dice, at: datetime) -> None:
    """Let the coordinator accept the case: pathway, adviser, chair."""
    case.screened_at, case.screened_by, case.pathway = at, desk.coordinator, desk.pathway
    case.repeat = case.repeat if case.repeat_of_id else Case.Repeat.NO
    case.idva_agency, case.idva = desk.panel.advocated_by, desk.adviser
    agreement = desk.members[0].agreement_id
    if desk.panel.advocated_by is not None:
        seat(rows, desk, case, desk.panel.advocated_by, "IDVA", agreement, dice)
    seat(rows, desk, case, desk.panel.chaired_by, "CHAIR", agreement, dice)
    found(rows, desk, case, at=at)
    move(rows, desk, case, State.ACCEPTED, at, dice)


def not_met(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Let the coordinator say that the criteria are not met."""
    case.screened_at, case.screened_by = at, desk.coordinator
    words = rows.tells(case, said.NOT_MET, dice)
    move(rows, desk, case, State.NOT_MET, at, dice, words=words)


def ask(
    rows: MaracRows, desk: Desk, case: Case, meeting: Meeting, dice: Dice, *, at: datetime,
    answered: float,
) -> models.AgendaItem:  # fmt: skip
    """List the case and ask every member; as many as `answered` have answered by now."""
    opened, until = worked(at, 20), min(meeting.research_due_at, rows.now)
    item: models.AgendaItem = rows.add(
        models.AgendaItem, dice, meeting=meeting, case=case, minutes=MINUTES, listed_at=at,
        listed_by=desk.coordinator, has_children=rows.families[case.pk].has_children,
    )  # fmt: skip
    explain(item)
    move(rows, desk, case, State.LISTED, at, dice)
    for member in desk.members:
        seat(rows, desk, case, member.agency, "RESEARCHER", member.agreement_id, dice)
        answered_at = at_work_between(opened, until, dice) if dice.chance(answered) else None
        _research(rows, desk, case, member, meeting, dice, at=at, answered_at=answered_at)
    move(rows, desk, case, State.RESEARCH_OPEN, opened, dice)
    if not reach_early(rows, desk, case, dice) and (later := at_work_between(opened, until, dice)):
        hears = _hear_her if dice.chance(HEARD_LATER) else _try_in_vain
        hears(rows, desk, case, dice, at=later)
    return item


def reach_early(rows: MaracRows, desk: Desk, case: Case, dice: Dice) -> bool:
    """Let her adviser reach most within her clock, which began with the referral; say if so.

    Some are reached at the second try.
    """
    if case.screened_at is None or case.idva_due_at is None or not dice.chance(REACHED_IN_TIME):
        return False
    due = min(case.idva_due_at, rows.now)
    reached = at_work_between(case.screened_at, due, dice)
    if reached is None:
        return False
    tried = at_work_between(case.screened_at, reached, dice)
    if tried is not None and dice.chance(AT_THE_SECOND_TRY):
        _attempt(rows, desk, case, dice, at=tried, outcome="NO_ANSWER")
    _hear_her(rows, desk, case, dice, at=reached)
    return True


def _attempt(
    rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime, outcome: str
) -> None:
    rows.add(
        models.ContactAttempt, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser,
        at=at, channel="CALL", outcome=outcome, once_key=dice.key(),
    )  # fmt: skip


def _try_in_vain(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Let her adviser try three times and say what was done instead."""
    for hours in range(ATTEMPTS):
        _attempt(rows, desk, case, dice, at=at - timedelta(hours=hours), outcome="NO_ANSWER")
    said_so = rows.add(
        models.Unreached, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser, at=at,
        why="TRIED", attempts=ATTEMPTS, instead=rows.tells(case, said.INSTEAD, dice),
        once_key=dice.key(),
    )  # fmt: skip
    rows.add(
        models.Disclosure, dice, case=case, about_label="marac.Unreached", about_id=said_so.pk,
        controller=desk.panel.advocated_by, agreement_id=desk.members[0].agreement_id,
        basis="LEGITIMATE_INTERESTS", necessity=said.NECESSITY, proportionality=said.PROPORTIONATE,
        decided_by=desk.adviser, decided_at=at,
    )  # fmt: skip


def _hear_her(rows: MaracRows, desk: Desk, case: Case, dice: Dice, *, at: datetime) -> None:
    """Let her adviser reach her and write down what she wants."""
    _attempt(rows, desk, case, dice, at=at, outcome="REACHED")
    rows.add(
        models.Wish, dice, case=case, agency=desk.panel.advocated_by, by=desk.adviser, at=at,
        when="BEFORE", words=rows.tells(case, said.WISHES, dice), once_key=dice.key(),
    )  # fmt: skip


def _research(
    rows: MaracRows, desk: Desk, case: Case, member: PanelMember, meeting: Meeting, dice: Dice, *,
    at: datetime, answered_at: datetime | None,
) -> None:  # fmt: skip
    by = desk.reps.get(member.agency_id, desk.coordinator)
    knows = answered_at is not None and dice.chance(0.55)
    answer = "KNOWN" if knows else "NOTHING_KNOWN"
    request = rows.add(
        models.ResearchRequest, dice, case=case, agency=member.agency,
        agreement_id=member.agreement_id, template=member.template, parts=member.parts,
        identifiers=member.identifiers, prompts=member.prompts, asked_at=at,
        asked_by=desk.coordinator, due_at=meeting.research_due_at,
        answer=answer if answered_at else "", answered_at=answered_at,
        answered_by=by if answered_at else None,
    )  # fmt: skip
    if answered_at is None or not knows:
        return
    name_process(rows, desk, case, member.agency, by=by, at=answered_at)
    facts = said.FACTS.get(member.agency.kind, said.FACTS["CHARITY"])
    held = [("FACT", "INFORMATION", rows.tells(case, facts, dice))]
    held.append(("OPINION", "RISK", rows.tells(case, said.OPINIONS, dice)))
    if dice.chance(0.5):
        held.append(("FACT", "PROTECTIVE", rows.tells(case, said.PROTECTIVE, dice)))
    for kind, topic, text in held:
        item = rows.add(
            models.ResearchItem, dice, request=request, case=case, agency=member.agency, kind=kind,
            topic=topic, text=text, shared_at=answered_at, by=by, once_key=dice.key(),
        )  # fmt: skip
        share(rows, desk, item, dice, by=by, at=answered_at)


def _person(rows: MaracRows, case: Case, part: Part, position: int, dice: Dice) -> None:
    person = part.person
    born = person.date_of_birth
    made = rows.add(
        models.CasePerson, dice, case=case, person=person, part=part.kind, position=position,
        relationship=part.relationship, name=person.known_as,
    )  # fmt: skip
    if born:
        rows.add(
            models.CaseIdentifier, dice, case=case, about=made, kind="DATE_OF_BIRTH",
            text=in_words(born, ""),
        )  # fmt: skip


def _profile(dice: Dice, children: int, at: datetime) -> dict[str, object]:
    return {
        "sex": dice.pick(("FEMALE",) * 15 + ("MALE",)),
        "ethnicity": dice.pick(("WHITE",) * 12 + ("ASIAN", "BLACK", "MIXED", "WHITE_OTHER", "")),
        "disability": dice.pick(("NO",) * 7 + ("YES", "")),
        "lgbt": dice.pick(("NO",) * 20 + ("YES", "")),
        "victim_age": dice.number(16, 62),
        "harmer_ages": [dice.number(16, 60)],
        "children": children,
    }


def _reference(dice: Dice) -> str:
    body = "".join(dice.pick(ALPHABET) for _ in range(7))
    whole = body + check_character(body)
    return f"WM-{whole[:4]}-{whole[4:]}"
