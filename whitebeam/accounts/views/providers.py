"""Signing in through an agency's own OpenID Connect provider.

A provider speaks only for its own addresses, and only for people who are already here. The first
time, its verified address finds the user; from then on the identity it gave is bound to it, and
another identity with the same address is refused.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest
from django.shortcuts import render

from whitebeam.accounts import policy, stepup
from whitebeam.accounts.models import IdentityProvider, User

OPENID = "openid_connect"


class ProviderAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        known = policy.providers_in_use()
        if provider and provider != OPENID:
            known = known.filter(code=provider)
        if client_id:
            known = known.filter(client_id=client_id)
        return [_app(each) for each in known]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        provider = policy.provider_of_address(email)
        return provider is not None and provider.code == login.account.provider

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        found = super().authenticate_by_email(sociallogin)
        if found is None:
            return None
        user, _ = found
        bound = policy.is_bound(user, provider=sociallogin.account.provider)
        if bound or user.kind != User.Kind.STAFF or not user.is_active:
            return None
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse strangers, note whether the provider asked for a second factor, keep no claims."""
        claims = sociallogin.account.extra_data.get("id_token", {})
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])
        if not sociallogin.is_existing or not sociallogin.user.is_active:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))
        provider = policy.providers_in_use().get(code=sociallogin.account.provider)
        if _asked_for_second_factor(provider, claims):
            record_authentication(request, sociallogin.user, stepup.PROVIDER)


def _app(provider: IdentityProvider) -> SocialApp:
    return SocialApp(
        provider=OPENID,
        provider_id=provider.code,
        name=provider.name,
        client_id=provider.client_id,
        secret=str(provider.secret),
        settings={"server_url": provider.issuer, "oauth_pkce_enabled": True},
    )


def _asked_for_second_factor(provider: IdentityProvider, claims: dict[str, Any]) -> bool:
    amr = claims.get("amr")
    said = {claims.get("acr"), *(amr if isinstance(amr, list) else [amr])}
    return bool(said & set(provider.second_factor_values))
