"""How a MARAC works, for each role, in the partnership's own words."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.accounts.models import User
from whitebeam.marac.rules.guides import ROLES, blocks_of
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import duties_of
from whitebeam.partners.queries import setting_in_force

# Whose guide opens first, by what somebody may do: the rarest comes before what many may do.
GUIDE_OF = (
    (Duty.COORDINATE_MARAC, "coordinator"),
    (Duty.CHAIR_MARAC, "chair"),
    (Duty.SUPPORT_VICTIMS, "adviser"),
    (Duty.RESEARCH_MARAC, "representative"),
    (Duty.REFER_TO_MARAC, "referrer"),
)


def _how(request: SignedInRequest, role: str = "") -> HttpResponse:
    role = role or _own_role(request.user)
    if role not in ROLES:
        raise Http404
    # The page itself says where a role's guide is not written yet.
    guide = setting_in_force(f"text.marac.{role}", default=None) or {"title": "", "body": ""}
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


def _own_role(user: User) -> str:
    if user.kind == User.Kind.GUEST:
        return "guest"
    held = duties_of(user)
    return next((role for duty, role in GUIDE_OF if duty in held), ROLES[0])


how = signed_in(require_GET(_how))
