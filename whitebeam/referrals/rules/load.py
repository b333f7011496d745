"""How much work a worker carries: open cases, each weighing by its risk.

The weights help to share work fairly on a day; they say nothing of how well anybody works.
"""

from collections.abc import Mapping

WEIGHTS = {"HIGH": 3, "MEDIUM": 2, "NOT_KNOWN": 2, "STANDARD": 1}


def weight_of(cases: Mapping[str, int]) -> int:
    """Return the weight of so many open cases of each risk."""
    return sum(WEIGHTS[risk] * number for risk, number in cases.items())
