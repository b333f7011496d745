"""What to do if somebody asks for a fact: whose it is to answer, and what nobody may tell.

Requests go to the coordinator in writing, each controller answers for its own facts, and neither a
third person's data nor that a case was heard is told to the person who caused harm.
"""

from dataclasses import dataclass

from whitebeam.marac.models import Case, Disclosure
from whitebeam.partners.models import Agency


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Who answers a request for one fact, and what is never told."""

    first: tuple[str, ...]
    never: tuple[str, ...]

    @classmethod
    def of(cls, line: Disclosure, *, case: Case) -> "AskedFor":
        controller, hub = line.controller, case.panel.coordinated_by
        return cls(
            first=(
                f"{controller.name} is the controller of this: it decides what is released,"
                " corrected or refused, and answers for it.",
                f"Pass a request for access, in writing, to the coordinator at {hub.name} today,"
                f" who passes it to {_office(controller)}. The time"
                " to answer runs from the day on which anybody received it.",
                _freedom(controller),
                "Before it is used for anything else than this meeting, its controller must agree.",
            ),
            never=(
                "Never confirm to the person causing harm, or to anybody who asks for them, that"
                " there is a case, a meeting or a record.",
                "Say the same words whether there is something or not: requests are taken in"
                " writing, and the coordinator answers.",
                "What tells of somebody else is that person's: it is not released with this.",
                "If an answer could put her in danger, ask the coordinator before anything is"
                " said to anybody.",
            ),
        )


def _office(controller: Agency) -> str:
    """Return where the controller takes requests, or whom to look for where none is named."""
    if controller.records_contact:
        return f"{controller.name}: {controller.records_contact}"
    return f"the person for data protection at {controller.name}"


def _freedom(controller: Agency) -> str:
    if controller.kind in {Agency.Kind.CHARITY, Agency.Kind.SPECIALIST_SERVICE}:
        return (
            f"A request under freedom of information does not reach {controller.name}, unless it"
            " holds this for a public authority; tell the coordinator all the same."
        )
    return (
        f"A request under freedom of information goes to {controller.name} as well: what is"
        " personal is exempt, and whether it holds anything is neither confirmed nor denied."
    )
