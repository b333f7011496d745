"""Groups, their meetings and what comes of them, one module an aggregate."""

from whitebeam.governance.models.logs import AgreedAction, Decision, Planned, Risk
from whitebeam.governance.models.meetings import (
    Attendance,
    Interest,
    Item,
    Labelling,
    Meeting,
    Minute,
    PackPage,
    Paper,
)
from whitebeam.governance.models.register import Charter, Seat, Sitting

__all__ = [
    "AgreedAction",
    "Attendance",
    "Charter",
    "Decision",
    "Interest",
    "Item",
    "Labelling",
    "Meeting",
    "Minute",
    "PackPage",
    "Paper",
    "Planned",
    "Risk",
    "Seat",
    "Sitting",
]
