"""The guest's way in: a link to a work address, and the number that only the asker saw."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import open_to_all
from whitebeam.accounts.choosing import AskForLinkForm
from whitebeam.accounts.models import OneUseLink
from whitebeam.accounts.services.links import ask_for_link, new_number, number_is_right, open_link
from whitebeam.kernel.errors import Refused
from whitebeam.partners.forms import GuestForm
from whitebeam.partners.services.guests import enter_as_guest

KIND = OneUseLink.Kind.GUEST


@open_to_all
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number = new_number()
        ask_for_link(KIND, email=form.cleaned_data["email"], at=timezone.now(), number=number)
        return render(request, "partners/guest_asked.html", {"number": number})
    status = 422 if form.errors else 200
    return render(request, "partners/guest_ask.html", {"form": form}, status=status)


@open_to_all
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = open_link(KIND, token=token, at=timezone.now())
        form = GuestForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            if number_is_right(link, form.cleaned_data["number"]):
                return _begin(request, link, form)
            form.add_error("number", "That is not the number the page showed you")
    except Refused as refusal:
        return render(request, "account/link_gone.html", {"lead": str(refusal)}, status=410)
    status = 422 if form.errors else 200
    return render(request, "partners/guest_enter.html", {"form": form}, status=status)


def _begin(request: HttpRequest, link: OneUseLink, form: GuestForm) -> HttpResponse:
    user = enter_as_guest(
        link,
        name=form.cleaned_data["name"],
        job_title=form.cleaned_data["job_title"],
        at=timezone.now(),
        on=timezone.localdate(),
    )
    record_authentication(request, user, "guest_link")
    response: HttpResponse = perform_login(request, user)
    return response
