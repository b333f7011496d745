"""How each column about actions is handled. A log may name an action, never what it says."""

from whitebeam.kernel.declared import KEY, Class, case

MADE = ("id", "created_at", "updated_at")
NARRATIVE = case(Class.F6)

DECLARED = {
    "Action": dict.fromkeys(
        (
            *MADE,
            *("reference", "owner_agency", "owner", "kept_by", "raised_by", "raised_for"),
            *("raised_at", "volunteered_by", "volunteered_at", "due_date", "state", "closed_at"),
            *("superseded_by", "once_key", "version"),
        ),
        KEY,
    )
    | dict.fromkeys(("text", "rationale", "evidence"), NARRATIVE),
    "ActionPerson": dict.fromkeys((*MADE, "action", "person"), KEY),
    "StateChange": dict.fromkeys(
        (
            *MADE,
            *("action", "before", "after", "by", "agency", "at", "due_before", "due_after"),
            *("owner_after", "offered_to"),
        ),
        KEY,
    )
    | {"why": NARRATIVE},
    "Evidence": dict.fromkeys(
        (
            *MADE,
            *("action", "content_type", "size", "state", "added_by", "added_at", "checked_at"),
            "removed_at",
        ),
        KEY,
    )
    | {"name": NARRATIVE, "sha256": case(Class.F1), "stored_as": case(Class.F1)},
    "Chase": dict.fromkeys((*MADE, "action", "on", "step", "at", "told"), KEY),
}
