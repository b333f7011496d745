"""What surrounds every request: browser hardening, and one signed transaction around each page."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from whitebeam.accounts.services.sessions import PROOF
from whitebeam.audit.services import NotRecorded
from whitebeam.config import failures
from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import NotSetUp
from whitebeam.kernel.purposes import Purpose

type_of_response = Callable[[HttpRequest], HttpResponse]

FEATURES_OFF = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), "
    "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), "
    "usb=(), xr-spatial-tracking=()"
)


class BrowserHardening:
    """Sets the headers that Django and django-csp leave to us."""

    def __init__(self, get_response: type_of_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", FEATURES_OFF)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ActInTransaction:
    """Runs the view and renders its page inside one transaction that knows who acts, and why.

    The page is rendered inside, so that a lazy read in a template is walled too and the audit of
    what it shows is committed before a byte leaves. A page that is not found keeps its audit row.
    """

    def __init__(self, get_response: type_of_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with self._acting(request), transaction.atomic():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404):
            return None
        transaction.set_rollback(True)
        if isinstance(exception, NotSetUp):
            return failures.not_set_up(str(exception))
        return failures.not_recorded() if isinstance(exception, NotRecorded) else None

    def _acting(self, request: HttpRequest) -> AbstractContextManager[object]:
        if not request.user.is_authenticated:
            return nullcontext()
        return acting(
            Acting.user(
                request.user.pk,
                agency=getattr(request, "agency_id", None),
                purpose=_purpose(request),
                proof=request.session.get(PROOF, ""),
            )
        )


def _purpose(request: HttpRequest) -> Purpose:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return Purpose.SUPERVISION
    return getattr(view, "purpose", Purpose.SUPERVISION)
