"""The pages for a form whose proof of origin has run out, and for a deed that was not recorded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_recorded() -> HttpResponse:
    # Without the request: a context processor would ask a transaction that has already failed.
    return HttpResponse(render_to_string("503.html"), status=503)
