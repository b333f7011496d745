"""Every component on one page, with invented content. Not mounted in production."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from whitebeam.govuk.forms import ExampleForm, ReasonForm
from whitebeam.govuk.presenters import example_against, example_bars, example_line

LAYOUTS = {
    "question": "govuk/question.html",
    "tasks": "govuk/tasks.html",
    "check": "govuk/check.html",
    "list": "govuk/list.html",
    "signin": "govuk/signin.html",
    "public": "govuk/public.html",
}


@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    form = ExampleForm(request.POST if request.method == "POST" else None)
    context = {
        "form": form,
        "reason_form": ReasonForm(auto_id="reveal_%s"),
        "layouts": list(LAYOUTS),
        "by_district": example_bars(),
        "by_month": example_line(),
        "by_group": example_against(),
    }
    return render(request, "govuk/gallery.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def layout(request: HttpRequest, name: str) -> HttpResponse:
    form = ExampleForm(request.POST if request.method == "POST" else None)
    template = LAYOUTS.get(name, "404.html")
    status = 404 if name not in LAYOUTS else 422 if form.errors else 200
    return render(request, template, {"form": form}, status=status)


@require_http_methods(["POST"])
def known(request: HttpRequest) -> HttpResponse:
    return render(request, "govuk/known.html")


# The decorators that say who may open a page live in a higher layer.
gallery.access = "open"  # type: ignore[attr-defined]  # read by the guard test
layout.access = "open"  # type: ignore[attr-defined]  # read by the guard test
known.access = "open"  # type: ignore[attr-defined]  # read by the guard test
