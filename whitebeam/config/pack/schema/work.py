"""How work moves: queues and their clocks, routing, reasons, needs, settings, texts."""

from datetime import date
from typing import Literal

from pydantic import Field, JsonValue

from whitebeam.config.pack.schema.entry import (
    Calendar,
    Code,
    Dated,
    Entry,
    Name,
    Part,
    Risk,
    Sex,
    Source,
    Text,
    Value,
)
from whitebeam.config.pack.schema.partners import DutyCode


class Clock(Part):
    """How long the queue has, and whether nights and holidays count."""

    hours: float = Field(gt=0)
    calendar: Calendar


class EscalationStep(Part):
    """Whom to tell when nobody has picked a referral up, so many minutes after its clock ran out.

    `deputies` tells those who stand in for the duty, so that leave and sickness stop nothing.
    """

    after_minutes: int = Field(ge=0)
    to: DutyCode
    deputies: bool = False
    sentence: Text


class Queue(Entry):
    """Where referrals wait for one agency's triage."""

    name: Name
    agency: Code
    team: Code | None = None
    service: Code | None = None
    clocks: dict[Risk, Clock]
    claim_minutes: int = Field(ge=5, le=1440)
    escalation: tuple[EscalationStep, ...] = Field(min_length=1)


class Conditions(Part):
    """What a referral must be for a rule to apply. Nothing named means everything fits."""

    area: tuple[Code, ...] = ()
    age_min: int | None = Field(default=None, ge=0, le=130)
    age_max: int | None = Field(default=None, ge=0, le=130)
    sex: tuple[Sex, ...] = ()
    risk: tuple[Risk, ...] = ()
    need: tuple[Value, ...] = ()

    def is_empty(self) -> bool:
        """Say whether these conditions fit everything."""
        return self == Conditions()


class RoutingRule(Entry, Dated):
    """One rule: when it fits, the referral goes to the queue. The first rule that fits decides."""

    sentence: str = Field(min_length=1, max_length=240)
    when: Conditions = Conditions()
    queue: Code


class Reason(Part):
    """A reason to choose from. `unmet_need` marks one that counts as a need nobody met."""

    code: Value
    label: Name
    unmet_need: bool = False
    source: Source


class Need(Part):
    """A need that an answer can raise and a service can meet."""

    code: Value
    label: Name
    source: Source


class Setting(Dated):
    """A clock or threshold of the partnership, from a day, with its source."""

    key: str = Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)
    value: JsonValue
    unit: Text
    calendar: Calendar | None = None
    area: Code | None = None
    evidence: Literal["V", "S", "K", "D"]
    source: Source
    checked: date | None = None


class Wording(Part):
    """A text of the pack: a Markdown file whose first line is its title."""

    code: Text
    title: Text
    body: Text
