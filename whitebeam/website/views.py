"""One honest page, and the way out of it. Nothing here knows or keeps who reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from whitebeam.accounts.access import open_to_all
from whitebeam.website.presenters import Line
from whitebeam.website.queries import helplines_shown

# A page that many people open every day, and that shows nothing of who opened it.
ELSEWHERE = "https://www.bbc.co.uk/weather"


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    lines = [Line.of(helpline) for helpline in helplines_shown()]
    return render(request, "website/home.html", {"lines": lines, "leave_to": ELSEWHERE})
