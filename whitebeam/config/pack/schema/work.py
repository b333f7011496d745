"""How work moves: queues and their clocks, routing, reasons, needs, settings, texts."""

from datetime import date
from typing import Literal

from pydantic import Field, JsonValue

from whitebeam.config.pack.schema.entry import (
    Calendar,
    Code,
    Dated,
    Entry,
    Part,
    Risk,
    Sex,
    Text,
    Value,
)
from whitebeam.config.pack.schema.partners import DutyCode


class Clock(Part):
    """How long the queue has, and whether nights and holidays count."""

    hours: float = Field(gt=0)
    calendar: Calendar


class EscalationStep(Part):
    """Whom to tell when a referral still waits: percent of the clock gone, and to whom."""

    at_percent: int = Field(ge=1, le=1000)
    duty: DutyCode
    deputies: bool = False
    agency: Code | None = None


class Queue(Entry):
    """Where referrals wait for one agency's triage."""

    name: Text
    agency: Code
    lot: Code | None = None
    service: Code | None = None
    clocks: dict[Risk, Clock]
    claim_minutes: int = Field(ge=5, le=1440)
    escalation: tuple[EscalationStep, ...] = Field(min_length=1)
    deputy_duty: DutyCode


class Conditions(Part):
    """What a referral must be for a rule to apply. Nothing named means everything fits."""

    areas: tuple[Code, ...] = ()
    age_min: int | None = Field(default=None, ge=0, le=130)
    age_max: int | None = Field(default=None, ge=0, le=130)
    sexes: tuple[Sex, ...] = ()
    risks: tuple[Risk, ...] = ()
    needs: tuple[Value, ...] = ()

    def is_empty(self) -> bool:
        """Say whether these conditions fit everything."""
        return self == Conditions()


class RoutingRule(Entry, Dated):
    """One rule: when it fits, the referral goes to the queue. The first rule that fits decides."""

    sentence: Text
    when: Conditions = Conditions()
    queue: Code
    service: Code | None = None
    suggest: tuple[Code, ...] = ()


class Reason(Part):
    """A reason to choose from. `unmet_need` marks one that counts as a need nobody met."""

    code: Value
    label: Text
    hint: str = ""
    unmet_need: bool = False
    needs_note: bool = False
    source: Text


class Need(Part):
    """A need that an answer can raise and a service can meet."""

    code: Value
    label: Text
    source: Text


class Setting(Dated):
    """A clock or threshold of the partnership, from a day, with its source."""

    key: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)
    value: JsonValue
    unit: Text
    calendar: Calendar | None = None
    area: Code | None = None
    evidence: Literal["V", "S", "K", "D"]
    source: Text
    checked: date | None = None


class Wording(Part):
    """A text of the pack: a Markdown file whose first line is its title."""

    code: Text
    title: Text
    body: Text
