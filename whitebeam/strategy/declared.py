"""How each column of the strategy is handled: nothing here is about a person who is helped."""

from whitebeam.kernel.declared import PLAIN, Class, Declared, Kept, Owner

MADE = ("id", "created_at", "updated_at")
# What workers write freely. It should name nobody, and no log repeats it.
WORDS = Declared(Class.PLAIN, Owner.AGENCY, Kept.CONFIGURATION)


def plain(*names: str, words: tuple[str, ...] = ()) -> dict[str, Declared]:
    """Return the handling of columns that hold the partnership's own plan."""
    return dict.fromkeys((*MADE, *names), PLAIN) | dict.fromkeys(words, WORDS)


DECLARED: dict[str, dict[str, Declared]] = {
    "Framework": plain(
        *("code", "name", "short", "aim", "strand_word", "commitment_word", "position"),
        *("starts_on", "ends_on", "source", "ended_on"),
    ),
    "Strand": plain("framework", "code", "number", "name", "outcome", "source", "ended_on"),
    "Commitment": plain(
        *("strand", "code", "kind", "number", "words", "source", "version", "entered_by"),
        "ended_on",
    ),
    "Mapping": plain("earlier", "later", "note"),
    "Project": plain(
        *("code", "name", "strand", "commitment", "parent", "theme", "summary", "public_words"),
        *("owner_agency", "owner_team", "owner_group", "year", "starts_on", "ends_on", "stage"),
        *("money", "duty_served", "equality_note", "is_held_back", "held_back_reason", "status"),
        *("status_on", "review_due_on", "evidence_count", "position", "source", "version"),
        "ended_on",
    ),
    "ProjectAction": plain("project", "action"),
    "Figure": plain(
        *("code", "project", "label", "shown", "value", "part", "whole", "as_of"),
        *("indicator_code", "note", "source", "position", "ended_on"),
    ),
    "Link": plain("project", "kind", "code", "words", "source"),
    "Change": plain(
        *("project", "commitment", "version", "fields", "before", "after", "reason", "agreed_by"),
        *("agreed_on", "made_by", "is_public", "public_words"),
    ),
    "Round": plain(
        *("strand", "quarter_starts_on", "board_on", "opens_on", "asks_on", "due_on"),
        *("opened_at", "asked_at"),
    ),
    "Return": plain(
        *("round", "project", "asked_at", "chases", "chased_on", "answered_at", "signed_off_at")
    ),
    "Update": plain(
        *("project", "round", "agency", "state", "status", "written_by", "submitted_at"),
        *("decided_by", "decided_at", "review_due_on", "evidence_count"),
        words=("words", "decision_words"),
    ),
    "Evidence": plain("update", "title", "address", "place", "figure", "happened_on"),
    "Paper": plain(
        *("framework", "kind", "title", "year", "audience", "meets_on", "composed_at"),
        *("composed_by", "finished_at", "finished_by"),
    ),
    "PathwayStep": plain("paper", "direction", "body", "on", "outcome", "added_by"),
    "Section": plain(
        *("paper", "position", "number", "heading", "strand", "version"), words=("body",)
    ),
    "SectionVersion": plain(
        *("section", "version", "saved_by", "saved_at", "why"), words=("body",)
    ),
    "Comment": plain(
        *("section", "made_by", "made_at", "settled_at", "settled_by"), words=("words",)
    ),
    "Consultation": plain("framework", "code", "name", "held", "changed", "source", "ended_on"),
    "ConsultationPart": plain(
        "consultation", "code", "who", "method", "asked", "replied", "position"
    ),
    "ConsultationTheme": plain("consultation", "code", "words", "changed", "position"),
    "Review": plain(
        *("framework", "code", "due_from", "due_until", "decision", "decided_on", "decided_by"),
        *("recorded_by", "source"),
        words=("reason",),
    ),
    "Criterion": plain(
        *("review", "code", "position", "question", "evidence", "finding", "found_by"),
        "found_on",
        words=("words",),
    ),
    "ExternalPlan": plain("code", "name", "board", "source", "ended_on"),
    "ExternalLine": plain("plan", "code", "words", "project", "position", "source", "ended_on"),
}
