"""Looking round as somebody of the demonstration. These addresses exist only while it is on."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from whitebeam.accounts import stepup
from whitebeam.accounts.access import open_to_all
from whitebeam.accounts.events import Happened
from whitebeam.audit import services as audit
from whitebeam.demonstration import policy, presenters, queries
from whitebeam.kernel.context import Acting, acting


@open_to_all
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    _only_in_a_demonstration()
    code = ""
    if request.user.is_authenticated:
        code = queries.code_of(request.user, at=timezone.now())
    groups = presenters.groups(queries.posts_to_try())
    return render(request, "demonstration/choose.html", {"groups": groups, "code": code})


@open_to_all
@require_POST
def enter(request: HttpRequest, user_id: UUID) -> HttpResponse:
    _only_in_a_demonstration()
    user = get_object_or_404(policy.can_be_tried(), pk=user_id)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, stepup.DEMONSTRATION)
    with acting(Acting.user(user.pk)):
        audit.record(verb=Happened.SIGNED_IN, subject=user, methods=["demonstration"])
    return redirect(settings.LOGIN_REDIRECT_URL)


def _only_in_a_demonstration() -> None:
    """Say again what the addresses say: a way in without a password must never be found by slip."""
    if not settings.DEMONSTRATION:
        raise Http404
