"""The pages for a form whose proof of origin has run out, a deed that was not recorded, and a
value that the partnership has not set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_recorded() -> HttpResponse:
    # Without the request: a context processor would ask a transaction that has already failed.
    return HttpResponse(render_to_string("503.html"), status=503)


def not_set_up(sentence: str) -> HttpResponse:
    # Without the request, as above: what the page had begun is being taken back.
    return HttpResponse(render_to_string("not_set_up.html", {"sentence": sentence}), status=503)
