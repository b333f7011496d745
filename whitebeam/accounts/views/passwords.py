"""A forgotten password: the same answer for every address, and a link that works once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whitebeam.accounts.access import open_to_all
from whitebeam.accounts.choosing import AskForLinkForm, NewPasswordForm
from whitebeam.accounts.models import OneUseLink
from whitebeam.accounts.services import links, passwords
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused

KIND = OneUseLink.Kind.NEW_PASSWORD


@open_to_all
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        links.ask_for_link(KIND, email=form.cleaned_data["email"], at=timezone.now())
        return redirect("account_reset_password_done")
    status = 422 if form.errors else 200
    return render(request, "account/password_reset.html", {"form": form}, status=status)


@open_to_all
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_done.html")


@open_to_all
@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = links.open_link(KIND, token=token, at=timezone.now())
        form = NewPasswordForm(request.POST if request.method == "POST" else None, user=link.user)
        if form.is_valid() and link.user_id:
            with acting(Acting.user(link.user_id)):
                passwords.replace_password(
                    link, password=form.cleaned_data["password1"], at=timezone.now()
                )
            return redirect("account_reset_password_from_key_done")
    except Refused as refusal:
        return render(request, "account/link_gone.html", {"lead": str(refusal)}, status=410)
    status = 422 if form.errors else 200
    return render(request, "account/password_reset_from_key.html", {"form": form}, status=status)


@open_to_all
@require_safe
def replaced(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_from_key_done.html")
