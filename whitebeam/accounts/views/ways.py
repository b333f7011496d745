"""The ways in that agencies brought."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from whitebeam.accounts import policy
from whitebeam.accounts.access import open_to_all


@open_to_all
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    ways = policy.providers_in_use().order_by("name").values_list("code", "name")
    return render(request, "account/agencies.html", {"ways": ways})
