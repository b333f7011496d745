"""How referrals are routed: the rules in order; each deed is tried on the past before it holds."""

from datetime import date, timedelta
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
from whitebeam.referrals.presenters.routing import (
    DryRun,
    dry_run_of,
    needs_of,
    rule_line,
    rule_lines,
)
from whitebeam.referrals.queries.forms import areas_in_use, definition_of, forms_in_force
from whitebeam.referrals.queries.routing import leading_rules, queues_in_use, rules_known
from whitebeam.referrals.services import changing_routes as deeds
from whitebeam.referrals.views.asking import now, today

CONFIGURING = Duty.CONFIGURE_PARTNERSHIP
DAYS = 90
DONE = {
    "add": "The rule was added. You can end it in the same way.",
    "adopt": "The changed rule was adopted. You can go back to the earlier one.",
    "end": "The rule ends. You can open it among the earlier ones and let it hold again.",
}


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_GET
def routing(request: SignedInRequest) -> HttpResponse:
    leading = {rule.pk for rule in leading_rules()}
    lines = rule_lines(rules_known(), leading=leading, on=today())
    context = {
        "current": [line for line in lines if line.state in {"In force", "To come"}],
        "past": [line for line in lines if line.state in {"Ended", "Taken back"}],
    }
    return render(request, "referrals/routing/list.html", context)


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_http_methods(["GET", "POST"])
def routing_new(request: SignedInRequest) -> HttpResponse:
    return _page(request, None, "referrals/routing/new.html", {})


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_http_methods(["GET", "POST"])
def routing_rule(request: SignedInRequest, rule_id: UUID) -> HttpResponse:
    leading = {rule.pk for rule in leading_rules()}
    rule = get_object_or_404(rules_known(), pk=rule_id, pk__in=leading)
    line = rule_line(rule, leads=True, on=today())
    context = {"rule": line, "rule_id": rule_id}
    return _page(request, rule, "referrals/routing/rule.html", context)


@needs(CONFIGURING, purpose=Purpose.SUPERVISION)
@require_POST
def routing_back(request: SignedInRequest, rule_id: UUID) -> HttpResponse:
    try:
        deeds.go_back(rule_id, by=request.user, on=today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The earlier rule holds again.")
    return redirect("referrals:routing")


def _page(
    request: SignedInRequest, rule: RoutingRule | None, template: str, context: dict[str, object]
) -> HttpResponse:
    """Show one rule, try what is asked, or do it and go back to the list."""
    form = _form(request, rule)
    asked = request.POST.get("do", "")
    tried = None
    if form.is_valid():
        if asked in DONE:
            if _done(request, form, rule, asked):
                return redirect("referrals:routing")
        else:
            tried = _tried(form, rule, is_ending=asked == "try_end")
    context |= {"form": form, "tried": tried}
    return render(request, template, context, status=422 if form.errors else 200)


def _form(request: SignedInRequest, rule: RoutingRule | None) -> RuleForm:
    others = [
        one
        for one in leading_rules()
        if one.ends_on is None and (rule is None or one.code != rule.code)
    ]
    return RuleForm(
        request.POST if request.method == "POST" else None,
        rule=rule,
        others=others,
        areas=areas_in_use(),
        needs=needs_of(definition_of(version) for version in forms_in_force()),
        queues=queues_in_use(),
    )


def _tried(form: RuleForm, rule: RoutingRule | None, *, is_ending: bool) -> DryRun:
    since = now() - timedelta(days=DAYS)
    change = None if is_ending else form.change()
    found = deeds.dry_run(rule, change=change, since=since, on=today())
    return dry_run_of(found, queues=form.queues.values(), days=DAYS)


def _done(request: SignedInRequest, form: RuleForm, rule: RoutingRule | None, asked: str) -> bool:
    day = form.first_day()
    if day is None:
        form.add_error("starts_on", "Enter the first day on which this should hold")
        return False
    try:
        _do(form, rule, asked, request=request, day=day)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, DONE[asked])
    return True


def _do(
    form: RuleForm, rule: RoutingRule | None, asked: str, *, request: SignedInRequest, day: date
) -> None:
    by, on = request.user, today()
    if rule is None:
        deeds.add_rule(change=form.change(), starts_on=day, by=by, on=on)
    elif asked == "end":
        deeds.end_rule(rule.pk, from_day=day, by=by, on=on)
    else:
        deeds.adopt_rule(rule.pk, change=form.change(), starts_on=day, by=by, on=on)
