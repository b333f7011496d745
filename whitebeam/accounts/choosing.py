"""The forms of asking for a link and of choosing a password, for every app that offers one."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

EMAIL = "Enter an e-mail address in the usual form, like name@agency.org.uk"
HOW_TO_CHOOSE = (
    "At least 12 characters, better 15 or more. Four unrelated words are easy to remember. "
    "Not the name of an agency or a place."
)
SAME = "Type the same password twice"


class NewPasswordForm(forms.Form):
    """A first or a new password, typed twice."""

    password1 = forms.CharField(
        label="New password",
        help_text=HOW_TO_CHOOSE,
        strip=False,
        error_messages={"required": "Enter a password"},
    )
    password2 = forms.CharField(
        label="New password again",
        strip=False,
        error_messages={"required": "Enter the password again"},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if {"password1", "password2"} <= typed.keys() and typed["password1"] != typed["password2"]:
            self.add_error("password2", SAME)
        return typed


class AskForLinkForm(forms.Form):
    """The address that a link is asked for."""

    email = forms.EmailField(
        label="Work e-mail address",
        max_length=254,
        error_messages={"required": "Enter your e-mail address", "invalid": EMAIL},
    )
