"""Chases receipts of transfers that do not come. Runs every minute; each is chased once."""

from whitebeam.referrals.management.late import LateCommand
from whitebeam.referrals.queries import clock
from whitebeam.referrals.services import watching


class Command(LateCommand):
    help = __doc__
    find = clock.late_receipts
    take = watching.chase_receipt
    would = "{late} late receipts would be chased"
    did = "{taken} late receipts chased"
