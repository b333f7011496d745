"""A story's steps read as the record keeps them: changes of state, stays in the queue, claims."""

from dataclasses import dataclass, field
from datetime import datetime

from .values import Stage, Step, Story

STATE = {
    Stage.RECEIVED: "IN_TRIAGE",
    Stage.IN_TRIAGE: "IN_TRIAGE",
    Stage.RETURNED: "RETURNED",
    Stage.DECLINED: "DECLINED",
    Stage.ACCEPTED: "ACCEPTED",
    Stage.TRANSFER_SENT: "TRANSFER_SENT",
    Stage.TRANSFER_RECEIVED: "TRANSFERRED",
    Stage.RECALLED: "RECALLED",
    Stage.CLOSED: "CLOSED",
}
_LEFT = {
    Stage.RETURNED: "RETURNED",
    Stage.DECLINED: "DECLINED",
    Stage.ACCEPTED: "ACCEPTED",
    Stage.TRANSFER_SENT: "TRANSFERRED",
    Stage.RECALLED: "RECALLED",
}


@dataclass(frozen=True, slots=True)
class Change:
    step: Step
    before: str
    after: str


@dataclass(slots=True)
class Stay:
    """A time in the queue with the claims made in it; an open claim has no end."""

    entered_at: datetime
    left_at: datetime | None = None
    left_how: str = ""
    claims: list[tuple[datetime, datetime | None]] = field(default_factory=list)


@dataclass(slots=True)
class Way:
    """Everything that the record keeps of a story's way."""

    state: str = ""
    changes: list[Change] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    accepted_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        return self.stays[-1].left_at is None


def way_of(story: Story) -> Way:
    """Read the story's steps in order."""
    way = Way()
    for step in story.steps:
        if step.stage is Stage.CLAIMED:
            way.stays[-1].claims.append((step.at, None))
        elif STATE[step.stage] != way.state:
            _take(way, step)
    return way


def _take(way: Way, step: Step) -> None:
    after = STATE[step.stage]
    way.changes.append(Change(step, way.state, after))
    way.state = after
    if after == "IN_TRIAGE":
        way.stays.append(Stay(step.at))
    if step.stage in _LEFT and way.is_waiting:
        stay = way.stays[-1]
        stay.left_at, stay.left_how = step.at, _LEFT[step.stage]
        stay.claims = [(at, ended or step.at) for at, ended in stay.claims]
    if step.stage is Stage.ACCEPTED:
        way.accepted_at = step.at
