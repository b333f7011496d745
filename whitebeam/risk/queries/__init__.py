"""Reads of risk that other apps may use."""

from whitebeam.risk.queries.assessments import history_of, latest_signed_of
from whitebeam.risk.queries.settings import criteria_in_force, patterns, prompt_definitions

__all__ = [
    "criteria_in_force",
    "history_of",
    "latest_signed_of",
    "patterns",
    "prompt_definitions",
]
