"""How referrals are routed: the rules in order, a dry run of a change, adopting and going back."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.referrals.forms.routing import RuleForm
from whitebeam.referrals.models import RoutingRule
from whitebeam.referrals.presenters.routing import DryRun, dry_run_of, needs_of, rule_line
from whitebeam.referrals.queries.forms import areas_in_use, definition_of, forms_in_force
from whitebeam.referrals.queries.routing import queues_in_use, rules_known
from whitebeam.referrals.services.changing_routes import adopt_rule, dry_run, end_rule
from whitebeam.referrals.views.asking import now, today

CONFIGURING = Duty.CONFIGURE_PARTNERSHIP
DAYS = 90


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_GET
def routing(request: SignedInRequest) -> HttpResponse:
    lines = [rule_line(rule, on=today()) for rule in rules_known()]
    context = {
        "current": [line for line in lines if line.state in {"In force", "To come"}],
        "past": [line for line in lines if line.state in {"Ended", "Taken back"}],
    }
    return render(request, "referrals/routing/list.html", context)


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_http_methods(["GET", "POST"])
def routing_rule(request: SignedInRequest, rule_id: UUID) -> HttpResponse:
    rule = get_object_or_404(rules_known(), pk=rule_id, ends_on=None)
    form = _form(request, rule)
    tried = None
    if form.is_valid():
        if request.POST.get("do") == "adopt":
            if _adopted(request, form, rule):
                return redirect("referrals:routing")
        else:
            tried = _tried(form, rule)
    context = {
        "form": form,
        "rule": rule_line(rule, on=today()),
        "tried": tried,
        "rule_id": rule_id,
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/routing/rule.html", context, status=status)


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_POST
def routing_back(request: SignedInRequest, rule_id: UUID) -> HttpResponse:
    try:
        end_rule(rule_id, by=request.user, on=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The earlier rule holds again.")
    return redirect("referrals:routing")


def _form(request: SignedInRequest, rule: RoutingRule) -> RuleForm:
    return RuleForm(
        request.POST if request.method == "POST" else None,
        rule=rule,
        areas=areas_in_use(),
        needs=needs_of(definition_of(version) for version in forms_in_force()),
        queues=queues_in_use(),
    )


def _tried(form: RuleForm, rule: RoutingRule) -> DryRun:
    since = now() - timedelta(days=DAYS)
    found = dry_run(rule, change=form.change(), since=since, on=today())
    return dry_run_of(found, queues=form.queues.values(), days=DAYS)


def _adopted(request: SignedInRequest, form: RuleForm, rule: RoutingRule) -> bool:
    first = form.first_day()
    if first is None:
        form.add_error("starts_on", "Enter the first day on which the rule should hold")
        return False
    try:
        adopt_rule(rule.pk, change=form.change(), starts_on=first, by=request.user, on=today())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "The changed rule was adopted. You can go back to the earlier one.")
    return True
