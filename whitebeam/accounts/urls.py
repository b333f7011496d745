"""Addresses about one's own account; django-allauth knows them by these names."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from whitebeam.accounts.events import Happened
from whitebeam.accounts.views import passwords, sessions, ways
from whitebeam.accounts.views.entering import (
    adding,
    confirming,
    leaving,
    opened,
    own,
    with_password,
)

urlpatterns = [
    path("sign-in/", opened(account.login), name="account_login"),
    path("sign-in/second-step/", opened(second.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", opened(key.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/with/", ways.agencies, name="account_agencies"),
    path("sign-in/with/<slug:provider_id>/", opened(oidc.login), name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        opened(oidc.callback),
        name="openid_connect_callback",
    ),
    path("sign-in/stopped/", opened(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-in/failed/", opened(social.login_error), name="socialaccount_login_error"),
    path("sign-out/", leaving(account.logout), name="account_logout"),
    path("password/forgotten/", passwords.ask, name="account_reset_password"),
    path("password/forgotten/sent/", passwords.asked, name="account_reset_password_done"),
    path("password/new/done/", passwords.replaced, name="account_reset_password_from_key_done"),
    path("password/new/<str:token>/", passwords.replace, name="account_reset_password_from_key"),
    path(
        "password/",
        own(with_password(account.password_change), Happened.PASSWORD_CHANGED),
        name="account_change_password",
    ),
    path("confirm/password/", confirming(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", confirming(second.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        confirming(key.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("security/", own(second.index), name="mfa_index"),
    path(
        "security/code-app/",
        adding(app.activate_totp, factor=Authenticator.Type.TOTP),
        name="mfa_activate_totp",
    ),
    path(
        "security/code-app/remove/",
        own(app.deactivate_totp, Happened.FACTOR_REMOVED),
        name="mfa_deactivate_totp",
    ),
    path("security/passkeys/", own(key.list_webauthn), name="mfa_list_webauthn"),
    path(
        "security/passkeys/add/",
        adding(key.add_webauthn, factor=Authenticator.Type.WEBAUTHN),
        name="mfa_add_webauthn",
    ),
    path("security/passkeys/<int:pk>/", own(key.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "security/passkeys/<int:pk>/remove/",
        own(key.remove_webauthn, Happened.FACTOR_REMOVED),
        name="mfa_remove_webauthn",
    ),
    path("security/recovery/", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "security/recovery/new/",
        own(recovery.generate_recovery_codes, Happened.CODES_RENEWED),
        name="mfa_generate_recovery_codes",
    ),
    path("sessions/", sessions.list_sessions, name="usersessions_list"),
    path("sessions/<int:session_id>/end/", sessions.end_session, name="account_end_session"),
    path("keep/", sessions.keep, name="account_keep"),
    path("kept/", sessions.kept_forms, name="account_kept"),
    path("kept/<uuid:kept_id>/discard/", sessions.discard_kept, name="account_discard_kept"),
]
