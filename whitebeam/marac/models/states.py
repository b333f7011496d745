"""The states of a case and what may follow what (docs/workflows/marac.md)."""

from django.db import models


class State(models.TextChoices):
    RECEIVED = "RECEIVED", "Waiting for screening"
    RETURNED = "RETURNED", "Returned for information"
    NOT_MET = "NOT_MET", "Does not meet the criteria"
    ACCEPTED = "ACCEPTED", "Accepted, not yet listed"
    LISTED = "LISTED", "Listed for a meeting"
    RESEARCH_OPEN = "RESEARCH_OPEN", "Agencies are researching"
    RESEARCH_CLOSED = "RESEARCH_CLOSED", "Research closed"
    DEFERRED = "DEFERRED", "Deferred"
    RELISTED = "RELISTED", "Listed again"
    HEARD = "HEARD", "Heard"
    SETTLED_EARLY = "SETTLED_EARLY", "Settled before the meeting"
    ACTIONS_OPEN = "ACTIONS_OPEN", "Actions open"
    TRANSFER_SENT = "TRANSFER_SENT", "Sent to another MARAC, receipt awaited"
    TRANSFERRED = "TRANSFERRED", "Received by another MARAC"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    CLOSED = "CLOSED", "Closed"


_WAYS_OUT = frozenset({State.WITHDRAWN, State.TRANSFER_SENT})
_DECIDED_ONES = (State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED)
_BEFORE_HEARING = _WAYS_OUT | {State.DEFERRED, State.SETTLED_EARLY}

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: _WAYS_OUT | {State.ACCEPTED, State.RETURNED, State.NOT_MET},
    State.RETURNED: frozenset({State.RECEIVED, State.NOT_MET, State.WITHDRAWN}),
    # The referrer may ask for another look; the escalation is a reason of the step.
    State.NOT_MET: frozenset({State.RECEIVED}),
    # A professionals' meeting is researched without being listed.
    State.ACCEPTED: _WAYS_OUT | {State.LISTED, State.RESEARCH_OPEN, State.SETTLED_EARLY},
    # A late case may be heard before anybody was asked for research.
    State.LISTED: _BEFORE_HEARING | {State.RESEARCH_OPEN, State.HEARD},
    State.RESEARCH_OPEN: _BEFORE_HEARING | {State.LISTED, State.RESEARCH_CLOSED, State.HEARD},
    State.RESEARCH_CLOSED: _BEFORE_HEARING | {State.LISTED, State.RESEARCH_OPEN, State.HEARD},
    State.DEFERRED: _WAYS_OUT | {State.RELISTED, State.SETTLED_EARLY},
    State.RELISTED: _BEFORE_HEARING | {State.RESEARCH_OPEN, State.RESEARCH_CLOSED, State.HEARD},
    # What was decided is never put off: it goes on to its actions, and she is told.
    State.HEARD: frozenset({State.ACTIONS_OPEN, State.CLOSED, State.TRANSFER_SENT}),
    # An audit of the sample may send a case on to a full hearing.
    State.SETTLED_EARLY: frozenset(
        {State.ACTIONS_OPEN, State.CLOSED, State.ACCEPTED, State.TRANSFER_SENT}
    ),
    # Of a case that was settled early, too, actions may be open while the audit reads it.
    State.ACTIONS_OPEN: frozenset({State.CLOSED, State.ACCEPTED, State.TRANSFER_SENT}),
    # What nobody there received comes back to where it stood.
    State.TRANSFER_SENT: frozenset({State.TRANSFERRED, State.ACCEPTED, *_DECIDED_ONES}),
    State.TRANSFERRED: frozenset(),
    State.WITHDRAWN: frozenset(),
    # She may move while the flags of her case stand.
    State.CLOSED: frozenset({State.TRANSFER_SENT}),
}
ENDED = (State.NOT_MET, State.TRANSFERRED, State.WITHDRAWN, State.CLOSED)
# Named one by one, so that a list of open cases is found by state and never reads the past.
OPEN = tuple(state for state in State if state not in ENDED)
DECIDED = (State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN)
BEFORE_DECISION = tuple(state for state in OPEN if state not in DECIDED)
