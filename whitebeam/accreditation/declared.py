"""How each column of the standards is handled: nothing here is about a person who is helped."""

from whitebeam.kernel.declared import PLAIN, Class, Declared, Kept, Owner

MADE = ("id", "created_at", "updated_at")
WORDS = Declared(Class.PLAIN, Owner.AGENCY, Kept.CONFIGURATION)


def plain(*names: str) -> dict[str, Declared]:
    """Return the handling of columns that hold standards."""
    return dict.fromkeys((*MADE, *names), PLAIN)


DECLARED: dict[str, dict[str, Declared]] = {
    "Standard": plain("code", "name", "cycle", "levels", "source", "ended_on"),
    "Criterion": plain("standard", "code", "number", "name", "source", "ended_on"),
    "Effort": plain(
        *("standard", "agency", "code", "stands", "starts_on", "ends_on", "source", "ended_on")
    ),
    "Step": plain("effort", "code", "what", "when", "position", "source"),
    "Answer": plain(
        *("effort", "criterion", "status", "has_evidence", "owner", "action", "review_on"),
        *("version", "given_by"),
    )
    | dict.fromkeys(("evidence", "gap"), WORDS),
}
