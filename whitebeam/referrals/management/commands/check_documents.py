"""Checks the documents that are held: after each upload, and every minute. Safe to repeat."""

from whitebeam.files.management.checking import CheckHeld
from whitebeam.referrals.models import Document
from whitebeam.referrals.services.documents import check_held


class Command(CheckHeld):
    help = __doc__
    model = Document
    check_one = check_held
