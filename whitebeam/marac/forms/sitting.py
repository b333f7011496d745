"""What is typed about attendance and conflicts."""

from __future__ import annotations

from typing import Any

from django import forms

from whitebeam.accounts.models import User
from whitebeam.marac.forms.offered import named, offer

SENT = [("yes", "Yes, the research is answered"), ("no", "No, not yet")]
WORDS_MISSING = "Enter what the conflict is, in a few words"


class ApologiesForm(forms.Form):
    """That somebody cannot come, and whether their information was sent."""

    has_sent_information = forms.TypedChoiceField(
        label="Has the agency sent its information?",
        choices=SENT,
        coerce=lambda value: value == "yes",
        error_messages={"required": "Select whether the agency has sent its information"},
    )


class NotedApologiesForm(ApologiesForm):
    """The same, noted by whoever runs the meeting."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who cannot come?",
        queryset=None,
        error_messages={"required": "Select who cannot come"},
    )
    field_order = ["user", "has_sent_information"]

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "user", people, named)


class ConflictForm(forms.Form):
    """What a conflict is, and who takes one's place."""

    words = forms.CharField(
        label="What is the conflict?",
        help_text="A few words, like “my cousin” or “she works with me”. A guardian can read this.",
        max_length=400,
        error_messages={"required": WORDS_MISSING},
    )
    representative: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Who takes your place in this case?", queryset=None, required=False
    )

    def __init__(self, *args: Any, stand_ins: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "representative", stand_ins, named)


class NotedConflictForm(forms.Form):
    """Whose conflict it is, noted by the coordinator."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Whose conflict is it?",
        queryset=None,
        error_messages={"required": "Select whose conflict it is"},
    )
    words = forms.CharField(
        label="What is the conflict?",
        max_length=400,
        error_messages={"required": WORDS_MISSING},
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "user", people, named)
