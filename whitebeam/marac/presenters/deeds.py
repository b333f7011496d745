"""What a reader may do with a case now: by capacity and state, the first thing first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from whitebeam.marac.models import Case, Participant, Pathway, Transfer
from whitebeam.marac.models.states import ENDED, State

Capacity = Participant.Capacity
LISTED = (State.LISTED, State.RELISTED, State.RESEARCH_OPEN, State.RESEARCH_CLOSED)
CLOSE = "Close"
THEY_HAVE_IT = "They have it"
HANDED_OVER = "Advisers handed over"
WHILE_OPEN = (
    ("MAPPA, child or adult protection", "marac:processes"),
    ("I know somebody in this case", "marac:conflict"),
)
COORDINATORS: dict[State, tuple[tuple[str, str], ...]] = {
    State.RECEIVED: (
        ("Accept", "marac:accept"),
        ("Ask for information", "marac:ask"),
        ("Criteria not met", "marac:not_met"),
    ),
    # What the referrer never answers is decided all the same.
    State.RETURNED: (
        ("Go on without the answer", "marac:go_on"),
        ("Withdraw", "marac:withdraw"),
    ),
    State.ACCEPTED: (("Put on a list", "marac:list_case"),),
    State.DEFERRED: (("List it again", "marac:list_case"),),
    State.HEARD: ((CLOSE, "marac:close"),),
    State.SETTLED_EARLY: ((CLOSE, "marac:close"),),
    State.ACTIONS_OPEN: ((CLOSE, "marac:close"),),
    State.TRANSFER_SENT: (
        (THEY_HAVE_IT, "marac:transfer_received"),
        ("What was sent", "marac:packages_of_case"),
        (HANDED_OVER, "marac:transfer_adviser"),
        ("Bring it back", "marac:bring_back"),
    ),
    State.TRANSFERRED: (("What was sent", "marac:packages_of_case"),),
    **dict.fromkeys(
        (State.LISTED, State.RELISTED),
        (("Ask its agencies", "marac:case_research"), ("Defer", "marac:defer")),
    ),
    **dict.fromkeys((State.RESEARCH_OPEN, State.RESEARCH_CLOSED), (("Defer", "marac:defer"),)),
}
ALWAYS = (
    ("Name her adviser", "marac:adviser"),
    ("Send to another MARAC", "marac:transfer"),
    ("It came from another MARAC", "marac:origin"),
    ("Withdraw", "marac:withdraw"),
)
TALKED_OVER = frozenset({State.ACCEPTED, State.DEFERRED, *LISTED})
WAY = dict.fromkeys(TALKED_OVER, (("Change its way", "marac:change_way"),))
DECIDED = frozenset({State.HEARD, State.SETTLED_EARLY, State.ACTIONS_OPEN, State.CLOSED})
FLAGGED = frozenset({*DECIDED, *LISTED, State.DEFERRED, State.TRANSFER_SENT})
BEFORE_HEARING = frozenset({State.RECEIVED, State.ACCEPTED, State.DEFERRED, *LISTED})


# What comes next, for whoever reads it: one sentence for each state.
NEXT = {
    State.RECEIVED: "The coordinator accepts it, asks, or says that the criteria are not met.",
    State.RETURNED: "The referrer was asked. It comes back with the answer, or the coordinator goes"
    " on without it.",
    State.NOT_MET: "The referrer was told which way to go on, and may ask for another look.",
    State.ACCEPTED: "It is put on the list of a meeting, or professionals are called together.",
    State.LISTED: "Next, its agencies are asked what they know.",
    State.RELISTED: "Next, its agencies are asked again what they know.",
    State.RESEARCH_OPEN: "Its agencies look it up now. Their answers stand under Research.",
    State.RESEARCH_CLOSED: "Research is over. It is heard at its meeting.",
    State.DEFERRED: "It waits to be put on a list again.",
    State.HEARD: "The chair signs the minutes. She is told what was decided, when it is safe.",
    State.SETTLED_EARLY: "She is told what was decided, when it is safe.",
    State.ACTIONS_OPEN: "The agencies do what they took on. It closes once she was told.",
    State.TRANSFER_SENT: "It stays ours until somebody there, by name, says they have it.",
}
TAKE_ON = "It stays ours until the coordinators of that panel take it on."
DECLINED = "They declined it. Bring it back; why they declined is under What was sent."
# The same for a case whose way needs no list, and that is on none.
TALKED, AGREED = Pathway.Kind.PROFESSIONALS, Pathway.Kind.SETTLED_EARLY
WITHOUT_A_LIST: dict[tuple[str, State], str] = {
    (TALKED, State.ACCEPTED): "Its agencies are asked first. Then a professionals' meeting is"
    " called, which hears it.",
    (TALKED, State.RESEARCH_OPEN): "Its agencies look it up now. A professionals' meeting that is"
    " called from now on hears it.",
    (TALKED, State.RESEARCH_CLOSED): "Research is over. The professionals' meeting that is called"
    " hears it.",
    (AGREED, State.ACCEPTED): "Its agencies are asked first. Then two of them and her adviser agree"
    " that it can be settled.",
    (AGREED, State.RESEARCH_OPEN): "Its agencies look it up now. Two of them and her adviser agree"
    " that it can be settled.",
    (AGREED, State.RESEARCH_CLOSED): "Research is over. Two agencies and her adviser agree that it"
    " can be settled, or it is put on a list.",
}
ASK_FIRST = (("Ask its agencies", "marac:case_research"),)
# A deed that takes the case on stands out; to defer or to withdraw never does.
ONWARD = frozenset({"Accept", "Put on a list", "List it again", "Ask its agencies", CLOSE,
                    THEY_HAVE_IT, "Open the meeting"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do, and where it is done."""

    text: str
    href: str

    @property
    def kind(self) -> str:
        """Say how its button looks."""
        return "" if self.text in ONWARD else "secondary"


def what_is_next(
    case: Case,
    in_the_way: Sequence[str] = (),
    *,
    sent: Transfer | None = None,
    is_listed: bool = True,
) -> str:
    """Return the one sentence for where a case stands, and what is in the way of closing it."""
    if sent is not None and (sent.declined_at or sent.to_panel_id):
        return DECLINED if sent.declined_at else TAKE_ON
    state, usual = State(case.state), NEXT.get(State(case.state), "")
    own = "" if is_listed else WITHOUT_A_LIST.get((_way(case), state), "")
    return " ".join((own or usual, *in_the_way))


def _way(case: Case) -> str:
    return case.pathway.kind if case.pathway else ""


def deeds(
    case: Case,
    capacities: frozenset[Capacity],
    *,
    meeting_pk: str = "",
    is_spoken_for: bool = True,
    may_close: bool = True,
    may_settle_now: bool = False,
    sent: Transfer | None = None,
) -> list[Deed]:
    """Return what somebody in these capacities may do with the case as it stands.

    `meeting_pk` is the meeting on whose list it waits; whether a service speaks for her is given,
    since without one she can be neither reached nor told, whether anything is in the way of closing
    it, whether there is a way on which it can be settled at screening, and the transfer that waits.
    """
    hidden = _not_now(sent) | (set() if may_close else {CLOSE})
    found = [deed for deed in _deeds(case, capacities) if deed.text not in hidden]
    if not is_spoken_for and Capacity.COORDINATOR in capacities and case.state not in ENDED:
        found += _links(case, (("Ask a service to speak for her", "marac:service"),))
    if may_settle_now and Capacity.COORDINATOR in capacities and case.state == State.RECEIVED:
        found[1:1] = _links(case, (("Settle it now", "marac:settle_now"),))
    if meeting_pk:
        return [Deed("Open the meeting", reverse("marac:meeting", args=[meeting_pk])), *found]
    return found


def _not_now(sent: Transfer | None) -> set[str]:
    """Return what is not offered: a panel of ours takes on itself, or it comes back."""
    if sent is not None and sent.declined_at is not None:
        return {THEY_HAVE_IT, HANDED_OVER}
    return {THEY_HAVE_IT} if sent is not None and sent.to_panel_id is not None else set()


def _deeds(case: Case, capacities: frozenset[Capacity]) -> Iterator[Deed]:
    state = State(case.state)
    if Capacity.COORDINATOR in capacities:
        yield from _links(case, _coordinates(case, state))
        if state in BEFORE_HEARING:
            yield from _links(case, ALWAYS)
        if state in DECIDED:
            yield from _links(case, (("Send to another MARAC", "marac:transfer"),))
    elif Capacity.IDVA in capacities and state not in ENDED:
        yield from _links(case, (("Name her adviser", "marac:adviser"),))
    if state in TALKED_OVER and capacities - {Capacity.REFERRER}:
        yield from _links(case, (("Call a professionals' meeting", "marac:call"),))
    if state in FLAGGED and Capacity.COORDINATOR in capacities:
        yield from _links(case, (("Flags", "marac:case_flags"),))
    if state not in ENDED:
        yield from _links(case, WHILE_OPEN)


def _coordinates(case: Case, state: State) -> tuple[tuple[str, str], ...]:
    """Return what the coordinator does; a case that needs no list has its agencies asked first."""
    needs_none = state == State.ACCEPTED and (_way(case), state) in WITHOUT_A_LIST
    first = ASK_FIRST if needs_none else ()
    return (*first, *COORDINATORS.get(state, ()), *WAY.get(state, ()))


def _links(case: Case, named: tuple[tuple[str, str], ...]) -> Iterator[Deed]:
    for text, name in named:
        try:
            yield Deed(text, reverse(name, args=[case.pk]))
        except NoReverseMatch:
            continue
