"""A user's own sessions, and the text kept for them."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts import policy
from whitebeam.accounts.access import SignedInRequest, signed_in
from whitebeam.accounts.presenters import KeptForm, SessionRow
from whitebeam.accounts.services import kept, sessions
from whitebeam.kernel.errors import Refused


@signed_in
@require_http_methods(["GET", "POST"])
def list_sessions(request: SignedInRequest) -> HttpResponse:
    current = request.session.session_key or ""
    if request.method == "POST":
        sessions.end_sessions_of(request.user, except_key=current)
        messages.success(request, "Your other sessions have ended")
        return redirect("usersessions_list")
    rows = [SessionRow.of(each, current=current) for each in policy.sessions_of(request.user)]
    return render(request, "usersessions/usersession_list.html", {"sessions": rows})


@signed_in
@require_POST
def end_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    try:
        sessions.end_session(session_id, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The session has ended")
    return redirect("usersessions_list")


@signed_in
@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what is being typed. The page that asks names its own address in `form`."""
    address = request.GET.get("form", "")
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return JsonResponse({"kept": False}, status=400)
    fields = {name: request.POST.getlist(name) for name in request.POST}
    is_kept = kept.keep_text(request.user, address=address, fields=fields, at=timezone.now())
    request.session["keeps"] = True
    return JsonResponse({"kept": is_kept})


@signed_in
@require_safe
def kept_forms(request: SignedInRequest) -> HttpResponse:
    waiting = policy.kept_by(request.user).filter(was_sent=True).order_by("-kept_at")
    forms = [KeptForm.of(each, fields=kept.fields_of(each)) for each in waiting]
    request.session["keeps"] = True
    after = request.session.get("after_kept", "/")
    if not forms:
        return redirect(after)
    return render(request, "accounts/kept.html", {"forms": forms, "after": after})


@signed_in
@require_POST
def discard_kept(request: SignedInRequest, kept_id: str) -> HttpResponse:
    unwanted = get_object_or_404(policy.kept_by(request.user), pk=kept_id)
    kept.forget_text(request.user, address=unwanted.address)
    return redirect("account_kept")
