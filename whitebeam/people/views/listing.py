"""The people of the worker's agencies, and the search among them."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.audit import services as audit
from whitebeam.kernel.declared import Class
from whitebeam.partners.access import needs
from whitebeam.people import policy
from whitebeam.people.events import Happened
from whitebeam.people.forms.finding import SearchForm, known_of_search
from whitebeam.people.presenters.rows import PersonRow
from whitebeam.people.queries.listing import people_of
from whitebeam.people.views.known import cards_of


@needs(*policy.OPENING)
@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    page = people_of(request.user, after=request.GET.get("after", ""))
    rows = [PersonRow.of(row, on=timezone.localdate()) for row in page.rows]
    shown = [row.person_id for row in page.rows]
    audit.record_reading(verb=Happened.PEOPLE_LISTED, classes=(Class.F2,), people=shown)
    context = {"form": SearchForm(), "rows": rows, "after": page.after}
    return render(request, "people/list.html", context)


@needs(*policy.OPENING)
@require_http_methods(["GET", "POST"])
def search(request: SignedInRequest) -> HttpResponse:
    form = SearchForm(request.POST if request.method == "POST" else None)
    cards = None
    if form.is_valid():
        on = timezone.localdate()
        known = known_of_search(form.cleaned_data, on=on)
        cards = cards_of(request.user, known, on=on, secret=settings.KEYRING.match_key)
    status = 422 if form.errors else 200
    return render(request, "people/search.html", {"form": form, "cards": cards}, status=status)
