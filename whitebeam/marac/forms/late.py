"""Why a case goes on a list that has closed: a reason of the partnership's, and words for it."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.marac.forms.offered import offer
from whitebeam.marac.models import LateReason


class LateForm(forms.Form):
    """Asked of every listing; where the partnership keeps no reasons, in words alone."""

    late_because: forms.ModelChoiceField[LateReason] = forms.ModelChoiceField(
        label="If the list has closed: why can it not wait?", required=False, queryset=None
    )
    late_reason = forms.CharField(
        label="If the list has closed: why can it not wait?",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not reasons.exists():
            del self.fields["late_because"]
            return
        offer(self, "late_because", reasons, _label)
        self.fields["late_reason"].label = "What more is to be said of why it is late"
        self.fields["late_reason"].help_text = "Needed for another reason; else only what helps."


def _label(reason: LateReason) -> str:
    return str(reason.label)
