"""For which agency somebody acts, and that there is one."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from whitebeam.accounts.access import page_name
from whitebeam.partners import policy

AGENCY = "agency"
# What somebody may open who works nowhere any more: the way out.
WITHOUT_AGENCY = {"account_logout"}


class ActingAgency:
    """Finds the agency that a signed-in user acts for; refuses whoever acts for none now.

    An agency that was stopped, and a membership that ended, refuse the next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        held = policy.memberships_in_force(request.user).order_by("agency__name")
        agencies = dict(held.values_list("agency_id", "agency__name"))
        if not agencies and page_name(request) not in WITHOUT_AGENCY:
            return render(request, "partners/no_agency.html", status=403)
        chosen = _chosen(request, agencies)
        request.agency_id = chosen  # type: ignore[attr-defined]  # read by ActInTransaction
        request.agency_name = agencies[chosen] if chosen else ""  # type: ignore[attr-defined]  # and by the menu
        return self.get_response(request)


def _chosen(request: HttpRequest, agencies: dict[UUID, str]) -> UUID | None:
    asked = request.session.get(AGENCY)
    return next((each for each in agencies if str(each) == asked), next(iter(agencies), None))
