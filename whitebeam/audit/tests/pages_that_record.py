"""Two pages of no app: one shows something once it is recorded, one cannot be found."""

from django.http import Http404, HttpResponse
from django.urls import path

from whitebeam.accounts.access import signed_in
from whitebeam.audit.models import Decision
from whitebeam.audit.services import record, record_reading
from whitebeam.config.urls_staff import urlpatterns as staff
from whitebeam.kernel.declared import Class


@signed_in
def shown(request):
    record_reading(verb="people.person.opened", classes=(Class.F2,))
    return HttpResponse("What was recorded before it was shown")


@signed_in
def refused(request):
    record(verb="people.person.opened", decision=Decision.REFUSED)
    raise Http404


urlpatterns = [path("shown/", shown), path("refused/", refused), *staff]
