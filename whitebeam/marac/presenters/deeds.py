"""What a reader may do with a case now: by capacity and state, the first thing first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from whitebeam.marac.models import Case, Participant
from whitebeam.marac.models.states import ENDED, State

Capacity = Participant.Capacity
LISTED = (State.LISTED, State.RELISTED, State.RESEARCH_OPEN, State.RESEARCH_CLOSED)
COORDINATORS: dict[State, tuple[tuple[str, str], ...]] = {
    State.RECEIVED: (
        ("Accept", "marac:accept"),
        ("Ask for information", "marac:ask"),
        ("Criteria not met", "marac:not_met"),
    ),
    State.ACCEPTED: (("Put on a list", "marac:list_case"),),
    State.DEFERRED: (("List it again", "marac:list_case"),),
    State.HEARD: (("Close", "marac:close"),),
    State.SETTLED_EARLY: (("Close", "marac:close"),),
    State.ACTIONS_OPEN: (("Close", "marac:close"),),
    State.TRANSFER_SENT: (
        ("They have it", "marac:transfer_received"),
        ("Advisers handed over", "marac:transfer_adviser"),
        ("Bring it back", "marac:bring_back"),
    ),
    **dict.fromkeys(LISTED, (("Defer", "marac:defer"),)),
}
ALWAYS = (
    ("Name her adviser", "marac:adviser"),
    ("Send to another MARAC", "marac:transfer"),
    ("It came from another MARAC", "marac:origin"),
    ("Withdraw", "marac:withdraw"),
)
TALKED_OVER = frozenset({State.ACCEPTED, State.DEFERRED, *LISTED})
DECIDED = frozenset({State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED})
BEFORE_HEARING = frozenset({State.RECEIVED, State.ACCEPTED, State.DEFERRED, *LISTED})


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do, and where it is done."""

    text: str
    href: str


def deeds(case: Case, capacities: frozenset[Capacity]) -> list[Deed]:
    """Return what somebody in these capacities may do with the case as it stands."""
    return list(_deeds(case, capacities))


def _deeds(case: Case, capacities: frozenset[Capacity]) -> Iterator[Deed]:
    state = State(case.state)
    if Capacity.COORDINATOR in capacities:
        yield from _links(case, COORDINATORS.get(state, ()))
        if state in BEFORE_HEARING:
            yield from _links(case, ALWAYS)
    elif Capacity.IDVA in capacities and state not in ENDED:
        yield from _links(case, (("Name her adviser", "marac:adviser"),))
    if state in TALKED_OVER and capacities - {Capacity.REFERRER}:
        yield from _links(case, (("Call a professionals' meeting", "marac:call"),))
    if state in DECIDED and Capacity.COORDINATOR in capacities:
        yield from _links(case, (("Flags", "marac:case_flags"),))
    if state not in ENDED:
        yield from _links(case, (("I know somebody in this case", "marac:conflict"),))


def _links(case: Case, named: tuple[tuple[str, str], ...]) -> Iterator[Deed]:
    for text, name in named:
        try:
            yield Deed(text, reverse(name, args=[case.pk]))
        except NoReverseMatch:
            continue
