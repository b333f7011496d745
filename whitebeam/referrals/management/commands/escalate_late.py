"""Takes the steps that are due for late referrals. Runs every minute; safe to repeat."""

from whitebeam.referrals.management.late import LateCommand
from whitebeam.referrals.queries import clock
from whitebeam.referrals.services import watching


class Command(LateCommand):
    help = __doc__
    find = clock.late_stays
    take = watching.escalate
    would = "{late} late referrals would be looked at"
    did = "{taken} steps taken for {late} late referrals"
