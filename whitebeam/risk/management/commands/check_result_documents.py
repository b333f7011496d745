"""Checks the documents of results that are held. Every minute; safe to repeat."""

from whitebeam.files.management.checking import CheckHeld
from whitebeam.risk.models import ResultDocument
from whitebeam.risk.services.documents import check_held


class Command(CheckHeld):
    help = __doc__
    model = ResultDocument
    check_one = check_held
