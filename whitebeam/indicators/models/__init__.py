"""The book, the returns, the releases."""

from whitebeam.indicators.models.book import (
    Commentary,
    Indicator,
    Ownership,
    PublishedFigure,
    Question,
)
from whitebeam.indicators.models.releases import Cell, Exact, Release
from whitebeam.indicators.models.returns import Figure, Mapping, Return, Step, Upload

__all__ = [
    "Cell",
    "Commentary",
    "Exact",
    "Figure",
    "Indicator",
    "Mapping",
    "Ownership",
    "PublishedFigure",
    "Question",
    "Release",
    "Return",
    "Step",
    "Upload",
]
