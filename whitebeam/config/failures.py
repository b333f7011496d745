"""The page for a form whose proof of origin has run out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
