"""What people type to cancel or move a meeting, and to list its cases again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from whitebeam.govuk.fields import DateField
from whitebeam.kernel.clocks import LONDON
from whitebeam.marac.forms.late import LateForm
from whitebeam.marac.models import Meeting

HINT = "Everybody invited can read it. Name no case and nobody."
MOST = 500


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why is the meeting cancelled?",
        help_text=HINT,
        max_length=MOST,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the meeting is cancelled"},
    )


class MoveForm(forms.Form):
    day = DateField(what="The day of the meeting", label="To which day?")
    time = forms.TimeField(
        label="At what time does it begin?",
        help_text="For example, 09:30",
        input_formats=["%H:%M", "%H.%M"],
        error_messages={
            "required": "Enter at what time it begins",
            "invalid": "Enter a time such as 09:30",
        },
    )
    reason = forms.CharField(
        label="Why is the meeting moved?",
        help_text=HINT,
        max_length=MOST,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the meeting is moved"},
    )

    def moment(self) -> datetime:
        """Return when the meeting begins."""
        given = self.cleaned_data
        return datetime.combine(given["day"], given["time"], tzinfo=LONDON)


class AgainForm(LateForm):
    onto = forms.ChoiceField(
        label="On which list?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a meeting"},
    )
    field_order = ("onto", "late_because", "late_reason")

    def __init__(self, *args: Any, meetings: list[tuple[Meeting, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(meeting.pk), words) for meeting, words in meetings]
        self.fields["onto"].choices = choices  # type: ignore[attr-defined]  # it is a choice
