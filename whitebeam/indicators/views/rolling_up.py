"""Referrals by district, agency and characteristic as one table, for whoever keeps the figures."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.indicators.events import Happened
from whitebeam.indicators.queries.events import referrals_rolled_up
from whitebeam.indicators.rules.periods import read_period
from whitebeam.indicators.views.asking import csv_answer
from whitebeam.kernel.comma_tables import written
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty

COLUMNS = ["District", "Quarter", "Agency", "Counted by", "Group", "Referrals"]
HIDDEN = "hidden"


@needs(Duty.KEEP_INDICATORS, purpose=Purpose.STATISTICS)
@require_GET
def referrals(request: SignedInRequest, period: str) -> HttpResponse:
    try:
        asked = read_period(period)
    except ValueError:
        raise Http404 from None
    audit.record(verb=Happened.RELEASE_EXPORTED, table="referrals", period=asked.code)
    rows = [
        [
            *(one.district, one.quarter, one.agency, one.characteristic or "everyone", one.group),
            HIDDEN if one.number is None else str(one.number),
        ]
        for one in referrals_rolled_up(asked)
    ]
    return csv_answer(written([COLUMNS, *rows]), name=f"referrals-{asked.code.lower()}")
