"""How each column about groups and meetings is handled: business of the partnership, no case."""

from whitebeam.kernel.declared import KEY, PLAIN, Class, Declared, Kept, Owner, case

MADE = ("id", "created_at", "updated_at")
WORK = Declared(Class.PLAIN, Owner.AGENCY, Kept.ACCOUNT, loggable=True)
# What is said in a private meeting may be about anything.
SAID = case(Class.F6)


def plain(*names: str) -> dict[str, Declared]:
    """Return the handling of what a pack sets."""
    return dict.fromkeys((*MADE, *names), PLAIN)


def record(*names: str, said: tuple[str, ...] = ()) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return dict.fromkeys((*MADE, *names), KEY) | dict.fromkeys(said, SAID)


DECLARED: dict[str, dict[str, Declared]] = {
    "Charter": plain(
        *("group", "parent", "chair_role", "purpose", "terms_agreed_on", "review_on"),
        *("is_local_board", "source"),
    ),
    "Seat": plain("group", "code", "name", "sector", "is_lived_experience", "source", "ended_on"),
    "Sitting": dict.fromkeys(
        (*MADE, "seat", "agency", "user", "office", "starts_on", "ends_on", "added_by"), WORK
    ),
    "Meeting": record("group", "on", "place", "pack_sent_at", "signed_at", "signed_by", "added_by"),
    "Attendance": record("meeting", "seat", "how"),
    "Item": record(
        *("meeting", "position", "purpose", "label", "is_late", "added_by"),
        said=("title",),
    ),
    "Minute": record("item", "written_by", said=("text",)),
    "Paper": record("item", "label", "is_late", "added_by", "added_at", said=("title", "body")),
    "PackPage": record("meeting", "paper", "number", said=("text",)),
    "Labelling": record("item", "paper", "label", "by", "at", said=("why",)),
    "Interest": record(
        "meeting", "item", "seat", "handling", "recorded_by", "at", said=("nature",)
    ),
    "Decision": record(
        "item", "reference", "decided_on", "result_on", "recorded_by", said=("text", "result")
    ),
    "AgreedAction": record("item", "decision", "action"),
    "Risk": record(
        *("group", "decision", "likelihood", "impact", "owner_agency", "review_on"),
        *("closed_on", "recorded_by"),
        said=("text", "answer", "result"),
    ),
    "Planned": record(
        "group", "path", "wanted_on", "item", "withdrawn_at", "added_by", said=("title",)
    ),
}
