"""How django-allauth signs our users in: tries are counted, deeds audited, messages quiet."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from whitebeam.accounts import policy, stepup
from whitebeam.accounts.events import Happened
from whitebeam.accounts.keys import email_key, network_key
from whitebeam.accounts.models import User
from whitebeam.accounts.services import tries
from whitebeam.accounts.tasks import tell_of_change
from whitebeam.audit import services as audit
from whitebeam.kernel import crypto
from whitebeam.kernel.context import Acting, acting

HOME = "/"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
WRONG = (
    "Your e-mail address or password is not right. If you have tried several times, "
    "wait a few minutes before you try again"
)


class SecondStep(AuthenticateStage):
    """Asks for the second factor, unless the agency's own provider has just asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not stepup.provider_vouched(
            request, self.login.user
        )


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "incorrect_password": "Your password is not right",
        "enter_current_password": "Your present password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return [f"{SecondStep.__module__}.{SecondStep.__qualname__}"]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at the try unless it comes too soon; either way takes one hashing and one count."""
        now = timezone.now()
        where = {
            "account": email_key(credentials.get("email", "")),
            "network": network_key(self.get_client_ip(request)),
        }
        if not tries.is_looked_at(**where, at=now):
            make_password(credentials.get("password"))
            return None
        user = super().authenticate(request, **credentials)
        if user is None or not (user.is_active and user.may_use_password):
            tries.count_wrong(**where, at=now)
            return None
        tries.count_right(**where, at=now)
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Offer the second factor alone to whoever has one; the password proves too little."""
        methods = super().get_reauthentication_methods(user)
        if not user.is_authenticated or not is_mfa_enabled(user, FACTORS):
            return methods
        return [method for method in methods if method["id"] != "reauthenticate"]

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        if is_mfa_enabled(self.request.user, FACTORS):
            return not stepup.fresh_second_factor(self.request)
        return not stepup.signed_in_lately(self.request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        records = get_authentication_records(request, user)
        methods = sorted({str(record.get("type") or record["method"]) for record in records})
        with acting(Acting.user(user.pk)):
            audit.record(verb=Happened.SIGNED_IN, subject=user, methods=methods)
            if policy.kept_by(user).filter(was_sent=True).exists():
                request.session["after_kept"] = response.headers["Location"]
                return redirect("account_kept")
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return HOME

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("mfa_index")

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: str | None = None
    ) -> None:
        tell_of_change.defer(user_id=str(user.pk), change=template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or has been used. Wait for the next one",
        "cannot_delete_authenticator": "Add another second step before you take this one off",
    }

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, **self._place()).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(bytes.fromhex(encrypted_text), **self._place())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = policy.factors_of(authenticator.user)
        return others.exclude(pk=authenticator.pk).exists()

    def _get_site_name(self) -> str:
        return "Whitebeam"

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name}

    @staticmethod
    def _place() -> dict[str, str]:
        # The row has no name yet when its secret is made, so the place is the column alone.
        return {"table": "mfa_authenticator", "row": "any", "column": "data"}
