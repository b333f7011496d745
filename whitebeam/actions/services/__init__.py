"""What is done with actions, one module a part of their way. Higher apps call these."""

from whitebeam.actions.services.doing import (
    accept,
    change_due_date,
    complete,
    reassign,
    report_not_possible,
    report_not_undertaken,
    start,
)
from whitebeam.actions.services.keeping import offer_elsewhere, supersede
from whitebeam.actions.services.raising import NewAction, propose, volunteer

__all__ = [
    "NewAction",
    "accept",
    "change_due_date",
    "complete",
    "offer_elsewhere",
    "propose",
    "reassign",
    "report_not_possible",
    "report_not_undertaken",
    "start",
    "supersede",
    "volunteer",
]
