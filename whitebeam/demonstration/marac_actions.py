"""Invented actions of invented cases: taken on, done with evidence, not possible, late."""

from datetime import date, datetime, timedelta
from typing import Any

from whitebeam.actions.models import Action, ActionPerson, Evidence
from whitebeam.actions.models import StateChange as ActionChange
from whitebeam.actions.rules.references import ALPHABET, LENGTH, PREFIX
from whitebeam.demonstration.marac_rows import Desk, MaracRows
from whitebeam.demonstration.rules import marac_phrases as said
from whitebeam.demonstration.rules.dice import Bag, Dice
from whitebeam.demonstration.rules.papers import EVIDENCE
from whitebeam.demonstration.rules.working_time import days_later, worked, worked_before
from whitebeam.demonstration.shelving import shelve
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.models import Case, CaseAction, CasePerson, Meeting
from whitebeam.partners.models import Agency

DAY = timedelta(days=1)
DUE_AFTER = (1, 3, 7, 14, 28)
# How many of those that have a paper keep it as a file, and how many files a panel has at the most.
SHOWN, MOST_SHOWN = 0.4, 40
# It shares no factor with the size of the alphabet, so that no two numbers meet.
SPREAD, MOST_OF_A_PANEL = 48_271, 100_000
State = Action.State
ENDINGS = {
    "old": Bag([(State.COMPLETED, 80), (State.NOT_POSSIBLE, 10), (State.NOT_UNDERTAKEN, 8),
                (State.SUPERSEDED, 5), (State.IN_PROGRESS, 2)]),
    "new": Bag([(State.COMPLETED, 35), (State.NOT_POSSIBLE, 4), (State.NOT_UNDERTAKEN, 3),
                (State.IN_PROGRESS, 25), (State.ACCEPTED, 23), (State.PROPOSED, 10),
                (State.SUPERSEDED, 3)]),
}  # fmt: skip
REASONS = {
    State.NOT_POSSIBLE: said.NOT_POSSIBLE,
    State.NOT_UNDERTAKEN: said.NOT_UNDERTAKEN,
}


def act(
    rows: MaracRows, desk: Desk, case: Case, meeting: Meeting | None, dice: Dice, *, at: datetime,
    is_old: bool, most: int = 4,
) -> bool:  # fmt: skip
    """Let agencies take on what the case needs; say whether every action is closed."""
    agencies = [one.agency for one in desk.members if one.agency_id in desk.reps]
    chosen = dice.some(agencies, most=most, least=1)
    ends = [dice.draw(ENDINGS["old" if is_old else "new"]) for _ in chosen]
    if ends[-1] == State.SUPERSEDED:
        ends[-1] = State.COMPLETED
    made = [
        _one(rows, desk, case, agency, meeting, dice, at=at, end=end)
        for agency, end in zip(chosen, ends, strict=True)
    ]
    for action, end in zip(made, ends, strict=True):
        if end == State.SUPERSEDED:
            _supersede(rows, action, by=made[-1], at=min(at + DAY, rows.now), dice=dice)
    return all(action.closed_at for action in made)


def take_on(
    rows: MaracRows, desk: Desk, case: Case, agency: Agency, meeting: Meeting, dice: Dice, *,
    at: datetime,
) -> None:  # fmt: skip
    """Let an agency take something on at a meeting that still sits."""
    _one(rows, desk, case, agency, meeting, dice, at=at, end=State.ACCEPTED)


def _one(
    rows: MaracRows, desk: Desk, case: Case, agency: Agency, meeting: Meeting | None, dice: Dice,
    *, at: datetime, end: str,
) -> Action:  # fmt: skip
    text, rationale, evidence = rows.tells(
        case, said.ACTIONS.get(agency.kind, said.ACTIONS["CHARITY"]), dice
    )
    rep, days = desk.reps[agency.pk], dice.pick(DUE_AFTER)
    is_proposed = end == State.PROPOSED or dice.chance(0.2)
    raiser = desk.coordinator if is_proposed else rep
    action: Action = rows.add(
        Action, dice, reference=_reference(rows, desk), text=text, rationale=rationale,
        owner_agency=agency, owner=None if end == State.PROPOSED else rep,
        kept_by=desk.panel.coordinated_by, raised_by=raiser,
        raised_for=desk.panel.coordinated_by if is_proposed else agency, raised_at=at,
        due_date=_day(at + days * DAY), once_key=dice.key(),
        state=State.PROPOSED if is_proposed else State.ACCEPTED,
        volunteered_by=None if is_proposed else rep, volunteered_at=None if is_proposed else at,
    )  # fmt: skip
    _step(rows, action, raiser, action.raised_for, at, dice)
    _live(rows, case, action, end, rep, dice, at=at, days=days, evidence=evidence)
    _link(rows, case, action, meeting, raiser, dice, at=at)
    return action


def _live(
    rows: MaracRows, case: Case, action: Action, end: str, rep: Any, dice: Dice, *, at: datetime,
    days: int, evidence: str,
) -> None:  # fmt: skip
    agency, began = action.owner_agency, worked(at, dice.number(60, 600))
    if action.state == State.PROPOSED and end != State.PROPOSED and began <= rows.now:
        action.volunteered_by, action.volunteered_at = rep, began
        _step(rows, action, rep, agency, began, dice, to=State.ACCEPTED)
    begun = worked(began, 240)
    if end in {State.IN_PROGRESS, State.COMPLETED} and days > 1 and begun <= rows.now:
        _step(rows, action, rep, agency, begun, dice, to=State.IN_PROGRESS)
    # Most are done about the day they are due, some a few days late.
    ended = days_later(began, 1 + days + dice.pick((-1, 0, 0, 3)))
    if end in {State.COMPLETED, State.NOT_POSSIBLE, State.NOT_UNDERTAKEN} and ended <= rows.now:
        action.closed_at = ended
        action.evidence = evidence if end == State.COMPLETED else None
        why = rows.tells(case, REASONS[State(end)], dice) if State(end) in REASONS else ""
        if end == State.COMPLETED:
            _show(rows, action, rep, dice, at=worked_before(ended, 20))
        _step(rows, action, rep, agency, ended, dice, to=end, why=why)


def _show(rows: MaracRows, action: Action, rep: Any, dice: Dice, *, at: datetime) -> None:
    """Let a file show now and then what was done, added before the action closed."""
    paper = EVIDENCE.get(str(action.text))
    if paper and len(rows.rows[Evidence]) < MOST_SHOWN and dice.chance(SHOWN):
        file = rows.add(Evidence, dice, action=action, added_by=rep)
        shelve(paper, into=file, dice=dice, at=at)


def _supersede(rows: MaracRows, action: Action, *, by: Action, at: datetime, dice: Dice) -> None:
    action.superseded_by, action.closed_at = by, at
    rep = action.owner or action.raised_by
    _step(
        rows, action, rep, action.owner_agency, at, dice, to=State.SUPERSEDED, why=said.SUPERSEDED
    )  # fmt: skip


def _step(
    rows: MaracRows, action: Action, by: Any, agency: Agency, at: datetime, dice: Dice, *,
    to: str = "", why: str = "",
) -> None:  # fmt: skip
    before = action.state if to else ""
    action.state = to or action.state
    rows.add(
        ActionChange, dice, action=action, before=before, after=action.state, by=by, agency=agency,
        at=at, why=why or None, owner_after=action.owner,
    )  # fmt: skip


def _link(
    rows: MaracRows, case: Case, action: Action, meeting: Meeting | None, by: Any, dice: Dice, *,
    at: datetime,
) -> None:  # fmt: skip
    rows.add(
        CaseAction, dice, case=case, action=action, meeting=meeting, added_by=by, added_at=at,
        is_before_meeting=meeting is None,
    )  # fmt: skip
    for person in rows.of_case(CasePerson, case):
        rows.add(ActionPerson, dice, action=action, person=person.person)


def _reference(rows: MaracRows, desk: Desk) -> str:
    """Return a reference of its own: numbers in order, spread over all there could be."""
    number = (desk.number * MOST_OF_A_PANEL + len(rows.rows[Action]) + 1) * SPREAD
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return f"{PREFIX}-{''.join(digits)}"


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
