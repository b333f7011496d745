"""Sign-in, second factors and sessions (django-allauth), as docs/security.md asks."""

from datetime import timedelta

from whitebeam.config.settings.base import ENV

# Who
ACCOUNT_ADAPTER = "whitebeam.accounts.views.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "whitebeam.accounts.views.providers.ProviderAdapter"
MFA_ADAPTER = "whitebeam.accounts.views.adapters.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"

# Our own forms, which count wrong tries and delay (accounts.rules.delay); allauth's limits would
# answer a stranger's guesses by locking the owner out, so they are off.
ACCOUNT_FORMS = {
    "login": "whitebeam.accounts.views.forms.SignInForm",
    "change_password": "whitebeam.accounts.views.forms.ChangePasswordForm",
    "reauthenticate": "whitebeam.accounts.views.forms.ConfirmPasswordForm",
}
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.trusted_proxy else 0

# Passwords: length, and a list of what is guessed first. Nothing about kinds of characters, and
# no password ends of itself.
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "whitebeam.accounts.passwords.NotTooLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "whitebeam.accounts.passwords.NotEasilyGuessed"},
    {"NAME": "whitebeam.partners.passwords.NotALocalName"},
]

# Second factors: a passkey or a code of an app. Never a text message, never an e-mail.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "whitebeam.accounts.views.forms.SecondStepForm",
    "reauthenticate": "whitebeam.accounts.views.forms.ConfirmCodeForm",
    "activate_totp": "whitebeam.accounts.views.forms.AddCodeAppForm",
    "add_webauthn": "whitebeam.accounts.views.forms.AddPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Whitebeam"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True

# Identity providers of agencies. The form's target may only be this site, so the way to a
# provider is a link.
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}

# Sessions
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_TIMEOUT = 600
SESSION_IDLE = timedelta(minutes=15)
SESSION_TOTAL = timedelta(hours=12)
GUEST_SESSION_TOTAL = timedelta(minutes=60)
