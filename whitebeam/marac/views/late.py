"""The coordinator's list of what waits longer than its clock."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.kernel.purposes import Purpose
from whitebeam.marac import policy
from whitebeam.marac.events import Happened
from whitebeam.marac.presenters.late import LateRow
from whitebeam.marac.presenters.work import stages
from whitebeam.marac.queries import lists, waits
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty


@needs(Duty.COORDINATE_MARAC, purpose=Purpose.MEETING)
@require_GET
def late(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    found = waits.past_their_clock(policy.coordinated_by(request.user), at=now)
    audit.record_reading(verb=Happened.LIST_OPENED, classes=(Class.F1,), stage="late")
    context = {
        "rows": [LateRow.of(wait, now=now) for wait in found[: waits.SHOWN]],
        "tabs": stages(lists.counts(request.user), current="late"),
        "more": max(len(found) - waits.SHOWN, 0),
    }
    return render(request, "marac/late.html", context)
