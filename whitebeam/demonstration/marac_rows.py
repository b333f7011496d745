"""Invented cases at MARAC as rows: who works for a panel, and the steps that every case takes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from whitebeam.accounts.models import User
from whitebeam.actions.models import Action, ActionPerson, Evidence
from whitebeam.actions.models import StateChange as ActionChange
from whitebeam.demonstration.copying import STAMPS, Pile
from whitebeam.demonstration.rules.dice import Dice
from whitebeam.demonstration.rules.marac_words import OF_KIN, Family, Said, fitting
from whitebeam.marac import models
from whitebeam.marac.models import Case, Panel, PanelMember, Pathway
from whitebeam.marac.models.states import State
from whitebeam.partners.models import Agency
from whitebeam.people.models import Person
from whitebeam.referrals.models import Part
from whitebeam.risk.models import Happening

ORDER: tuple[type[Model], ...] = (
    models.Case, models.CasePerson, models.CaseIdentifier, models.CaseProfile, models.Ground,
    models.Participant, models.RepeatFinding, models.StateChange, models.ResearchRequest,
    models.ResearchItem, models.ProcessLink, models.Disclosure, models.Recipient,
    models.OriginatorQuestion, models.AgendaItem, models.Entry,
    models.ContactAttempt, models.Unreached, models.Wish, models.Telling, models.EarlySettlement,
    models.ScreeningSettlement, models.FlagRequest, models.Transfer, models.Package,
    models.PackageItem, models.CaseBlock,
)  # fmt: skip


# What a hearing leaves behind, after the cases themselves.
AFTER: tuple[type[Model], ...] = (
    models.MeetingChange, models.Attendance, models.ConflictDeclaration, Action, ActionPerson,
    ActionChange, Evidence, models.CaseAction, models.Minutes, models.MinutesFact,
    models.MinutesCopy, models.HarmLink, Happening,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works for a panel."""

    panel: Panel
    coordinator: User
    chair: User
    adviser: User
    reps: dict[Any, User]
    deputies: dict[Any, User]
    members: Sequence[PanelMember]
    pathway: Pathway
    number: int


def family_of(parts: Sequence[Part]) -> Family:
    """Return what sentences about a case must know of the people of its referral."""
    of = {part.kind: part for part in parts}
    harmed, harmer = of[Part.Kind.VICTIM], of.get(Part.Kind.PERPETRATOR)
    return Family(
        she=harmed.person.sex == Person.Sex.FEMALE,
        he=harmer is not None and harmer.person.sex == Person.Sex.MALE,
        has_children=Part.Kind.CHILD in of,
        kin=harmer is not None and harmer.relationship in OF_KIN,
    )


@dataclass(slots=True)
class MaracRows:
    """Rows waiting to be written, by model; nothing in them is later than now."""

    now: datetime
    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))
    by_case: dict[tuple[type[Model], Any], list[Any]] = field(
        default_factory=lambda: defaultdict(list)
    )
    families: dict[Any, Family] = field(default_factory=dict)

    def tells(self, case: Case, sentences: Sequence[Said], dice: Dice) -> Said:
        """Return one of the sentences that fit the people of the case."""
        return dice.pick(fitting(sentences, self.families[case.pk]))

    def add(self, model: type[Model], dice: Dice, **values: Any) -> Any:
        made = model(pk=dice.key(), **values)
        self.rows[model].append(made)
        if case := values.get("case"):
            self.by_case[model, case.pk].append(made)
        return made

    def of_case(self, model: type[Model], case: Case) -> list[Any]:
        """Return the rows of this model that are about this case."""
        return self.by_case[model, case.pk]

    def write(self, cursor: Any, *, at: datetime) -> int:
        """Copy every row into its table, and return how many there were."""
        written = 0
        for model in (*ORDER, *AFTER):
            fields = model._meta.concrete_fields
            columns = [one.attname for one in fields if one.name not in STAMPS if not one.generated]
            pile = Pile(model, *columns)
            for row in self.rows[model]:
                pile.add(*(getattr(row, name) for name in columns), at=at)
            written += pile.copy(cursor)
        self.rows.clear()
        self.by_case.clear()
        self.families.clear()
        return written


def step(
    rows: MaracRows, case: Case, to: State, *, by_id: Any, agency: Agency, at: datetime,
    dice: Dice, words: str = "",
) -> None:  # fmt: skip
    """Add one step of the case's history."""
    before = "" if to == State.RECEIVED else case.state
    case.state = to
    rows.add(
        models.StateChange, dice, case=case, before=before, after=to, by_id=by_id, agency=agency,
        at=at, words=words or None,
    )  # fmt: skip


def move(
    rows: MaracRows, desk: Desk, case: Case, to: State, at: datetime, dice: Dice, words: str = ""
) -> None:
    """Let the coordinator take a step."""
    agency = desk.panel.coordinated_by
    step(rows, case, to, by_id=desk.coordinator.pk, agency=agency, at=at, dice=dice, words=words)


def seat(
    rows: MaracRows, desk: Desk, case: Case, agency: Agency, capacity: str, agreement: Any,
    dice: Dice,
) -> None:  # fmt: skip
    """Let an agency take part in a case."""
    rows.add(
        models.Participant, dice, case=case, agency=agency, capacity=capacity,
        agreement_id=agreement, coordinated_by=desk.panel.coordinated_by,
        added_by=desk.coordinator, began_at=case.referred_at,
    )  # fmt: skip
