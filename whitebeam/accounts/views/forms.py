"""The forms of signing in, in our words. Wrong codes count like wrong passwords."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils import timezone

from whitebeam.accounts.choosing import EMAIL, HOW_TO_CHOOSE
from whitebeam.accounts.keys import email_key, network_key
from whitebeam.accounts.models import User
from whitebeam.accounts.services import tries
from whitebeam.accounts.services.codes import accept_code


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="Work e-mail address",
            error_messages={"required": "Enter your e-mail address", "invalid": EMAIL},
        )
        self.fields["password"] = forms.CharField(
            label="Password", strip=False, error_messages={"required": "Enter your password"}
        )
        self.order_fields(["login", "password"])


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {
            "oldpassword": ("Present password", "Enter your present password", ""),
            "password1": ("New password", "Enter a new password", HOW_TO_CHOOSE),
            "password2": ("New password again", "Enter the new password again", ""),
        }
        for name, (label, required, help_text) in told.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages["required"] = required


class ConfirmPasswordForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.label, field.help_text = "Password", ""
        field.error_messages["required"] = "Enter your password"


class _Code(forms.Form):
    """A code, counted where it is wrong and spent where it is right."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].error_messages["required"] = "Enter the code"

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        now, adapter = timezone.now(), get_adapter()
        where = {
            "account": email_key(f"second/{self.user.pk}"),
            "network": network_key(get_account_adapter().get_client_ip(context.request)),
        }
        if not tries.is_looked_at(**where, at=now):
            raise adapter.validation_error("incorrect_code")
        authenticator = accept_code(self.user, code, at=now)
        if authenticator is None:
            tries.count_wrong(**where, at=now)
            raise adapter.validation_error("incorrect_code")
        tries.count_right(**where, at=now)
        authenticator.user = self.user
        self.authenticator = authenticator
        return code


class SecondStepForm(_Code, second.AuthenticateForm):
    pass


class ConfirmCodeForm(_Code, second.ReauthenticateForm):
    pass


class AddCodeAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows"
        self.fields["code"].error_messages["required"] = "Enter the code that the app shows"


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of this passkey"
        self.fields["name"].help_text = "For example: work telephone"
        self.initial["name"] = "Passkey"
        field = self.fields["passwordless"]
        field.label, field.help_text = "Sign in with this passkey alone", ""
        self.initial["passwordless"] = True
