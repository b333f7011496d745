"""Reads of risk that other apps may use."""

from whitebeam.risk.queries.assessments import (
    history_of,
    latest_signed_of,
    newest_of,
    standing_for,
    standing_seen_by,
)
from whitebeam.risk.queries.settings import (
    criteria_in_force,
    patterns,
    prompt_definitions,
    prompts_since,
)
from whitebeam.risk.queries.summary import summary_of

__all__ = [
    "criteria_in_force",
    "history_of",
    "latest_signed_of",
    "newest_of",
    "patterns",
    "prompt_definitions",
    "prompts_since",
    "standing_for",
    "standing_seen_by",
    "summary_of",
]
