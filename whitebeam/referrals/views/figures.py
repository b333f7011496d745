"""What the service could not take on in the last twelve months."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals.events import Moved
from whitebeam.referrals.presenters.unmet_need import UnmetNeed, last_months
from whitebeam.referrals.queries.unmet_need import unmet_need as declined_since


@needs(Duty.VIEW_SERVICE_FIGURES, purpose=Purpose.STATISTICS)
@require_GET
def unmet_need(request: SignedInRequest) -> HttpResponse:
    on = timezone.localdate(timezone=LONDON)
    since = datetime.combine(last_months(on)[0], time(), tzinfo=LONDON)
    audit.record(verb=Moved.FIGURES_OPENED, since=since)
    page = UnmetNeed.of(declined_since(since=since), on=on)
    return render(request, "referrals/unmet_need.html", {"page": page})
