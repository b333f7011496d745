"""What is done with risk, one module a workflow."""

from whitebeam.risk.services.reviewing import require_counter_allegation_reviewed
from whitebeam.risk.services.sharing import share_with

__all__ = ["require_counter_allegation_reviewed", "share_with"]
