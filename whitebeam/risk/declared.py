"""How each column about risk is handled. A log may name an assessment, never what it says."""

from whitebeam.kernel.declared import KEY, PLAIN, Class, Declared, case

MADE = {"id": KEY, "created_at": KEY, "updated_at": KEY}
NARRATIVE, CHILDREN, HELD = case(Class.F6), case(Class.F9), case(Class.F1)


def record(*keys: str, **held: Declared) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return MADE | dict.fromkeys(keys, KEY) | held


def narrative(*names: str) -> dict[str, Declared]:
    """Return these columns as risk and narrative."""
    return dict.fromkeys(names, NARRATIVE)


SETTING = dict.fromkeys(MADE, PLAIN)

DECLARED: dict[str, dict[str, Declared]] = {
    "ToolVersion": SETTING
    | dict.fromkeys(
        (
            *("code", "version", "name", "kind", "definition", "licence", "agency_kinds"),
            *("source", "starts_on"),
        ),
        PLAIN,
    ),
    "ToolWording": SETTING
    | dict.fromkeys(("tool", "starts_on", "labels", "licence", "loaded_by"), PLAIN),
    "Assessment": record(
        *("tool", "wording", "state", "agency", "by", "started_at", "signed_at"),
        *("superseded_at", "discarded_at", "opened_at", "supersedes", "set_aside_by", "version"),
        "victim",
        **narrative(
            *("perpetrator", "mode", "prescreen", "answers", "severity", "external", "events"),
            *("closing", "says_high", "judged_level", "judgement_reason", "risk_of_harm"),
            *("score", "items_n", "answered_n", "dont_know_n", "band", "level", "criteria"),
            *("pages_seen", "merged_from"),
        ),
    ),
    "AssessedChild": record("assessment", person=CHILDREN),
    "AssessedSet": record("assessment", "tool"),
    "CountedAnswers": record("assessment", "tool", answers=NARRATIVE),
    "GroundMet": record("assessment", **narrative("ground", "evidence", "criteria")),
    "PromptDecision": record("assessment", "by", "at", **narrative("prompt", "decision", "words")),
    "Shared": record(
        *("assessment", "agency", "shared_by_agency", "agreement", "by", "at", "ended_at"),
        why=NARRATIVE,
    ),
    "ResultDocument": record(
        *("assessment", "content_type", "size", "state", "added_by", "added_at", "checked_at"),
        "removed_at",
        name=NARRATIVE,
        sha256=HELD,
        stored_as=HELD,
    ),
    "CounterAllegationReview": record(
        *("agency", "by", "at"),
        **narrative("one", "other", "harmed", "answers", "conclusion", "review_on", "guide"),
    ),
    "RoleCorrection": record(
        *("agency", "review", "raised_by", "raised_at", "decided_by", "decided_at"),
        **narrative("person", "other", "state"),
    ),
    "RoleCorrectionStep": record("correction", "by", "at", **narrative("state", "words")),
    "RolesMark": record(
        *("assessment", "correction", "marked_on", "looked_by", "looked_at"),
        **narrative("by_kind", "found", "words"),
    ),
    "ConflictOrAbuse": record(
        *("agency", "by", "at"),
        **narrative("one", "other", "answers", "leans", "conclusion", "guide"),
    ),
    "ChildAware": record(
        *("agency", "by", "at"),
        **dict.fromkeys(
            (
                *("child", "appearance", "words", "activity", "relationships", "environment"),
                "next_steps",
            ),
            CHILDREN,
        ),
    ),
    "Pause": record("person", "agency", "by", "at", **narrative("starts_on", "ends_on", "reason")),
    "Happening": record(
        *("person", "agency", "by", "at", "mistaken_at", "mistaken_by"),
        **narrative("cause", "happened_on", "words"),
    ),
}
