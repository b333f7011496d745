"""Checks the evidence of actions that is held. Every minute; safe to repeat."""

from whitebeam.actions.models import Evidence
from whitebeam.actions.services.showing import check_held
from whitebeam.files.management.checking import CheckHeld


class Command(CheckHeld):
    help = __doc__
    model = Evidence
    check_one = check_held
