"""An action is added to a project."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.partners.queries import agencies
from whitebeam.strategy import policy
from whitebeam.strategy.forms.changing import ActionForm
from whitebeam.strategy.services import acting
from whitebeam.strategy.views.opening import reporters


@reporters
@require_http_methods(["GET", "POST"])
def add_action(request: SignedInRequest, project_id: UUID) -> HttpResponse:
    found = get_object_or_404(policy.reportable_by(request.user), pk=project_id)
    offered = {one.code: one for one in agencies()}
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        agencies=[(code, one.name) for code, one in offered.items()],
        initial={"agency": found.owner_agency.code},
    )
    if form.is_valid():
        answers = form.cleaned_data
        wanted = acting.Wanted(
            answers["text"], offered[answers["agency"]], answers["due_date"], _key(request)
        )
        try:
            acting.raise_action(
                project_id=found.pk, wanted=wanted, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The action is on the list")
            return redirect("strategy:project", found.pk)
    context = {"form": form, "project": found}
    return render(request, "strategy/action.html", context, status=422 if form.errors else 200)


def _key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return uuid4()
