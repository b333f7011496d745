"""How each column about figures is handled: counts of people, never people.

Returns and what stands behind releases are the agencies' own; the book is the partnership's.
"""

from whitebeam.kernel.declared import KEY, PLAIN, Class, Declared, Kept, Owner

MADE = {"id": KEY, "created_at": KEY, "updated_at": KEY}
# An exact count may be one person: no log names it.
COUNT = Declared(Class.F1, Owner.AGENCY, Kept.CASE)
WORDS = Declared(Class.F6, Owner.AGENCY, Kept.CASE)


def of(*keys: str, **held: Declared) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return MADE | dict.fromkeys(keys, KEY) | held


def book(*names: str) -> dict[str, Declared]:
    """Return the handling of what a pack sets."""
    return dict.fromkeys((*MADE, *names), PLAIN)


CELL = ("release", "indicator", "area", "breakdown", "group")
DECLARED: dict[str, dict[str, Declared]] = {
    "Indicator": book(
        *("code", "version", "starts_on", "number", "title", "pillar", "definition", "numerator"),
        *(
            "denominator",
            "whole_name",
            "whole_code",
            "unit",
            "unit_words",
            "per",
            "polarity",
            "owner_words",
        ),
        *("data_source", "cadence", "submission_days", "by_area", "breakdowns", "suppression"),
        *("most", "caveat", "benchmark", "breaks", "uses", "computed", "hours", "source"),
        "ended_on",
    ),
    "Ownership": book("indicator_code", "agency"),
    "PublishedFigure": book(
        *("code", "number", "title", "pillar", "words", "value", "part", "whole", "about"),
        *("starts_on", "ends_on", "indicator_code", "caveat", "source", "ended_on"),
    ),
    "Commentary": of("indicator_code", "period", "agency", "by", "at", text=WORDS),
    "Question": of(
        *("agencies", "times_a_year", "hours_each", "like_code", "state", "asked_by", "asked_at"),
        *("decided_by", "decided_at"),
        title=WORDS,
        why=WORDS,
        reason=WORDS,
    ),
    "Return": of(
        *("agency", "period", "due_on", "state", "is_computed", "sent_by", "sent_at"),
        *("signed_by", "signed_at", "version"),
    ),
    "Figure": of(
        *("owner", "indicator", "area", "breakdown", "group", "row"),
        numerator=COUNT,
        denominator=COUNT,
        explanation=WORDS,
    ),
    "Upload": of("owner", "by", "at", name=WORDS, sha256=COUNT, rows=COUNT, findings=WORDS),
    "Mapping": of("agency", "by", headings=WORDS),
    "Step": of("owner", "kind", "by", "at", "once", reason=WORDS),
    "Release": of(
        *("number", "period", "rule", "fingerprint", "restates", "made_by", "made_at"),
        *("embargo_until", "checks", "approved_by", "approved_at", "rejected_at"),
        title=WORDS,
        why=WORDS,
    ),
    "Cell": of(
        *CELL,
        "is_hidden",
        "is_missing",
        numerator=COUNT,
        denominator=COUNT,
        explanation=WORDS,
    ),
    "Exact": of(*CELL, numerator=COUNT, denominator=COUNT, explanation=WORDS),
}
