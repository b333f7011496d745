"""Honest pages, and the way out of them. Nothing here knows or keeps who reads them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from whitebeam.accounts.access import open_to_all
from whitebeam.strategy.queries import plan, public
from whitebeam.website.presenters import Line, changes_in_words
from whitebeam.website.queries import helplines_shown

# A page that many people open every day, and that shows nothing of who opened it.
ELSEWHERE = "https://www.bbc.co.uk/weather"


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    lines = [Line.of(helpline) for helpline in helplines_shown()]
    return render(request, "website/home.html", {"lines": lines, "leave_to": ELSEWHERE})


@open_to_all
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    framework = plan.current_framework()
    parts = public.parts_shown(framework, on=timezone.localdate()) if framework else []
    changes = public.changes_shown(after=request.GET.get("after", ""))
    context = {
        "framework": framework,
        "parts": parts,
        "changes": changes_in_words((one.agreed_on, one.public_words) for one in changes.rows),
        "next": changes.next,
        "leave_to": ELSEWHERE,
    }
    return render(request, "website/progress.html", context)
