"""What the partnership decided for itself: in force, to come, and how it was before."""

import json
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whitebeam.accounts.access import SignedInRequest
from whitebeam.kernel.errors import Refused
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners import queries
from whitebeam.partners.access import needs
from whitebeam.partners.forms import SettingForm
from whitebeam.partners.models import Duty, LocalSetting
from whitebeam.partners.presenters import SettingRow, preview_of
from whitebeam.partners.services import settings

configurers = needs(Duty.CONFIGURE_PARTNERSHIP, purpose=Purpose.SUPERVISION)


@configurers
@require_safe
def list_settings(request: SignedInRequest) -> HttpResponse:
    held = queries.settings_in_force()
    row = partial(
        SettingRow.of, in_force=frozenset(each.pk for each in held), on=timezone.localdate()
    )
    return render(request, "partners/settings.html", {"settings": [row(each) for each in held]})


@configurers
@require_http_methods(["GET", "POST"])
def show_setting(request: SignedInRequest, key: str) -> HttpResponse:
    """Show a setting's history and take a new value: first tried, then set."""
    history = _history(key)
    present = history[0].value
    form = SettingForm(
        request.POST if request.method == "POST" else None,
        present=present,
        initial={"value": _typed(present), "starts_on": timezone.localdate()},
    )
    tried = None
    if form.is_valid():
        new = settings.NewValue(key=key, area=history[0].area, **form.cleaned_data)
        if "set" in request.POST and _set(request, form, new):
            return redirect("partners:setting", key)
        tried = preview_of(history, new, on=timezone.localdate())
    context = {"key": key, "form": form, "tried": tried, "history": _rows(history)}
    status = 422 if form.errors else 200
    return render(request, "partners/setting.html", context, status=status)


@configurers
@require_POST
def withdraw(request: SignedInRequest, setting_id: UUID) -> HttpResponse:
    try:
        setting = settings.withdraw_value(setting_id=setting_id, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("partners:settings")
    messages.success(request, "The value is withdrawn; the one before it holds")
    return redirect("partners:setting", setting.key)


def _history(key: str) -> list[LocalSetting]:
    history = queries.history_of(key)
    if not history:
        raise Http404
    return history


def _rows(history: list[LocalSetting]) -> list[SettingRow]:
    held = frozenset(each.pk for each in queries.settings_in_force())
    return [SettingRow.of(each, in_force=held, on=timezone.localdate()) for each in history]


def _set(request: SignedInRequest, form: SettingForm, new: settings.NewValue) -> bool:
    try:
        settings.set_value(new, by=request.user, on=timezone.localdate())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "The value is set")
    return True


def _typed(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, indent=1)
