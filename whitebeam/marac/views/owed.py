"""What an agency owes to the MARACs to come: its lead reads how much, and no case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac.events import Researched
from whitebeam.marac.presenters.owed import COLUMNS, owed_rows, owed_said
from whitebeam.marac.queries.owed import owed_by_own_agencies
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.MANAGE_AGENCY, purpose=Purpose.SUPERVISION)
@require_GET
def owed(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    found = owed_by_own_agencies(at=now)
    audit.record(verb=Researched.OWED_OPENED)
    context = {"columns": COLUMNS, "rows": owed_rows(found, now=now), "said": owed_said(found)}
    return render(request, "marac/research/owed.html", context)
