"""Telling those who keep groups that somebody is missing at a table. It says no more than that."""

from datetime import date, datetime

from django.db import transaction

from whitebeam.governance import queries
from whitebeam.notices import services as notices


@transaction.atomic
def tell_of_gaps(*, on: date, at: datetime) -> int:
    """Promise keepers of groups a notice where a seat is vacant or terms are late, once a day.

    How many notices were promised is returned.
    """
    short, keepers, told = queries.shortfall(on=on), list(queries.keepers()), 0
    if seat := short.first_vacant:
        told += notices.tell_daily(keepers, template="seats_vacant", about=seat, at=at)
    if terms := short.first_late:
        told += notices.tell_daily(keepers, template="terms_late", about=terms, at=at)
    return told
