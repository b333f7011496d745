"""How a MARAC works, for each role, in the partnership's own words."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.marac.rules.guides import ROLES, blocks_of
from whitebeam.partners.queries import setting_in_force


def _how(request: SignedInRequest, role: str = ROLES[0]) -> HttpResponse:
    if role not in ROLES:
        raise Http404
    guide = setting_in_force(f"text.marac.{role}", default={"title": "", "body": ""})
    context = {
        "title_of_guide": guide["title"],
        "blocks": blocks_of(guide["body"]),
        "ways": [
            {
                "text": one.capitalize(),
                "href": reverse("marac:how", args=[one]),
                "current": one == role,
            }
            for one in ROLES
        ],
    }
    return render(request, "marac/how.html", context)


how = signed_in(require_GET(_how))
