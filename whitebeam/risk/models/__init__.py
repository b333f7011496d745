"""Risk, one module an aggregate."""

from whitebeam.risk.models.again import Happening, Pause
from whitebeam.risk.models.assessment import (
    AssessedChild,
    AssessedSet,
    Assessment,
    GroundMet,
    PromptDecision,
    ResultDocument,
    Shared,
)
from whitebeam.risk.models.counted import CountedAnswers
from whitebeam.risk.models.reviews import (
    ChildAware,
    ConflictOrAbuse,
    CounterAllegationReview,
    RoleCorrection,
    RoleCorrectionStep,
    RolesMark,
)
from whitebeam.risk.models.tools import ToolVersion, ToolWording

__all__ = [
    "AssessedChild",
    "AssessedSet",
    "Assessment",
    "ChildAware",
    "ConflictOrAbuse",
    "CountedAnswers",
    "CounterAllegationReview",
    "GroundMet",
    "Happening",
    "Pause",
    "PromptDecision",
    "ResultDocument",
    "RoleCorrection",
    "RoleCorrectionStep",
    "RolesMark",
    "Shared",
    "ToolVersion",
    "ToolWording",
]
