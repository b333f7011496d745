"""What a guardian is asked when setting a conflict block."""

from typing import Any

from django import forms

from whitebeam.accounts.models import User
from whitebeam.casefile.queries import guardian_blocks as queries
from whitebeam.people.services.restricting import Whom
from whitebeam.referrals.rules.references import HALF, PREFIX

CASE = "CASE"
AGAINST = (("user", "One worker"), ("team", "A team"), ("agency", "An agency"))


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label="Which referral?",
        help_text="Its reference, such as WB-7F3K-29QX",
        max_length=24,
        error_messages={"required": "Enter the reference of the referral"},
    )

    def clean_reference(self) -> str:
        typed = "".join(filter(str.isalnum, self.cleaned_data["reference"].upper()))
        body = typed.removeprefix(PREFIX)
        return f"{PREFIX}-{body[:HALF]}-{body[HALF:]}"


class BlockForm(forms.Form):
    scope = forms.ChoiceField(
        label="What must not exist for them?",
        error_messages={"required": "Select what must not exist for them"},
    )
    against = forms.ChoiceField(
        label="For whom?",
        choices=AGAINST,
        error_messages={"required": "Select a worker, a team or an agency"},
    )
    email = forms.EmailField(label="The e-mail address they sign in with", required=False)
    team: Any = forms.ModelChoiceField(None, label="Team", required=False)
    agency: Any = forms.ModelChoiceField(None, label="Agency", required=False)
    reason = forms.CharField(
        label="Why is there a conflict?",
        help_text="Kept sealed; only you read it again.",
        max_length=2000,
        error_messages={"required": "Enter why there is a conflict"},
    )

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(CASE, "The whole referral, and everyone in it")]
        choices += [(pk, f"Only: {label}") for pk, label in parts]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        for name, rows, label in (
            ("team", queries.teams(), lambda team: f"{team.name}, {team.agency.name}"),
            ("agency", queries.agencies(), lambda agency: agency.name),
        ):
            field: Any = self.fields[name]
            field.queryset, field.label_from_instance = rows, label

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        against = typed.get("against")
        if against == "user" and not self._worker(typed):
            self.add_error("email", "Enter the e-mail address of a worker of the partnership")
        if against in {"team", "agency"} and not typed.get(against):
            self.add_error(against, f"Select the {against}")
        return typed

    def whom(self) -> Whom:
        """Return whom the valid form names."""
        typed = self.cleaned_data
        if typed["against"] == "user":
            return Whom(user=self._worker(typed))
        if typed["against"] == "team":
            return Whom(team=typed["team"])
        return Whom(agency=typed["agency"])

    def _worker(self, typed: dict[str, Any]) -> User | None:
        return queries.worker_with(typed["email"]) if typed.get("email") else None
