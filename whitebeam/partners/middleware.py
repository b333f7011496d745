"""For which agency somebody acts, that there is one, and that a passkey was shown where asked."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from whitebeam.accounts import stepup
from whitebeam.accounts.access import SignedInRequest, page_name
from whitebeam.kernel.once import reading_a_page
from whitebeam.partners import policy

AGENCY = "agency"
READING = ("GET", "HEAD")
# What somebody may open who works nowhere any more: the way out.
WITHOUT_AGENCY = {"account_logout"}
# What opens before whoever needs a passkey shows one: adding it, showing it, and the way out.
WITHOUT_PASSKEY = {
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_add_webauthn",
}


class ActingAgency:
    """Finds the agency that a signed-in user acts for; refuses whoever acts for none now.

    An agency that was stopped, and a membership that ended, refuse the next request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with reading_a_page() if request.method in READING else nullcontext():
            return self._acting(cast(SignedInRequest, request))

    def _acting(self, request: SignedInRequest) -> HttpResponse:
        held = policy.work_of(request.user)
        agencies = {work.agency_id: work.agency_name for work in held}
        page = page_name(request)
        if not agencies and page not in WITHOUT_AGENCY:
            return render(request, "partners/no_agency.html", status=403)
        duties = (duty for work in held for duty in work.duties)
        if _needs_passkey(duties) and not stepup.shown_passkey(request):
            request.needs_passkey = True  # type: ignore[attr-defined]  # read by the pages that ask
            if page not in WITHOUT_PASSKEY:
                return stepup.ask_for_passkey(request)
        chosen = _chosen(request, agencies)
        request.agency_id = chosen  # type: ignore[attr-defined]  # read by ActInTransaction
        request.agency_name = agencies[chosen] if chosen else ""  # type: ignore[attr-defined]  # and by the menu
        return self.get_response(request)


def _needs_passkey(duties: Iterable[str]) -> bool:
    return any(duty in policy.PASSKEY_DUTIES for duty in duties)


def _chosen(request: HttpRequest, agencies: dict[UUID, str]) -> UUID | None:
    asked = request.session.get(AGENCY)
    return next((each for each in agencies if str(each) == asked), next(iter(agencies), None))
