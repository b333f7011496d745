"""What is typed to settle a case at its screening."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.marac.forms.cases import AcceptForm
from whitebeam.marac.forms.live import ActionForm


class SettleNowForm(ActionForm, AcceptForm):
    """One action of one agency and why it is enough, with what every screening decides."""

    reason = forms.CharField(
        label="Why is one agency's action enough?",
        help_text="Nothing is shared beyond it, and no meeting hears the case.",
        max_length=2000,
        error_messages={"required": "Enter why one agency's action is enough"},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for unasked in ("pathway", "is_mine", "rationale"):
            del self.fields[unasked]
