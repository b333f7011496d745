"""Settings that hold everywhere. Differences between ways of running are values, not branches."""

from datetime import timedelta

from csp.constants import NONCE, NONE, SELF

from whitebeam.config import env as environment
from whitebeam.config import mail
from whitebeam.kernel.crypto import Keyring

ENV = environment.read()
MAIL = mail.read(ENV.mail_url)
IS_PUBLIC = ENV.site is environment.Site.PUBLIC

BASE_FOLDER = environment.CHECKOUT

# Keys
KEYRING = Keyring.at(ENV.data / "keys", create=ENV.mode is not environment.Mode.PRODUCTION)
SECRET_KEY = KEYRING.django_key
DATA_FOLDER = ENV.data
UPLOADS_FOLDER = ENV.data / "uploads"
HEADS_FOLDER = ENV.data / "heads"
DEMONSTRATION = ENV.demo
SHOW_COMPONENTS = ENV.mode is not environment.Mode.PRODUCTION

# Sites
PUBLIC_ORIGIN = ENV.public_origin
STAFF_ORIGIN = ENV.staff_origin
ROOT_URLCONF = f"whitebeam.config.urls_{ENV.site.value}"
WSGI_APPLICATION = "whitebeam.config.wsgi.application"
DEBUG = False
ALLOWED_HOSTS = list(ENV.hosts)

# Apps, high to low
INSTALLED_APPS = [
    "whitebeam.demonstration",
    "whitebeam.casefile",
    "whitebeam.website",
    "whitebeam.strategy",
    "whitebeam.governance",
    "whitebeam.accreditation",
    "whitebeam.indicators",
    "whitebeam.marac",
    "whitebeam.referrals",
    "whitebeam.risk",
    "whitebeam.actions",
    "whitebeam.directory",
    "whitebeam.people",
    "whitebeam.notices",
    "whitebeam.partners",
    "whitebeam.accounts",
    "whitebeam.audit",
    "whitebeam.govuk",
    "whitebeam.kernel",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

OPEN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "whitebeam.config.middleware.BrowserHardening",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
]
STAFF_MIDDLEWARE = [
    *OPEN_MIDDLEWARE,
    "whitebeam.accounts.session_store.SessionCookie",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "whitebeam.accounts.middleware.SessionLimits",
    "whitebeam.partners.middleware.ActingAgency",
    "whitebeam.config.middleware.ActInTransaction",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
# allauth refuses to be installed without its own; on the public site it does nothing.
PUBLIC_MIDDLEWARE = [*OPEN_MIDDLEWARE, "allauth.account.middleware.AccountMiddleware"]
MIDDLEWARE = PUBLIC_MIDDLEWARE if IS_PUBLIC else STAFF_MIDDLEWARE

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "whitebeam.config.jinja.environment",
            "context_processors": []
            if IS_PUBLIC
            else [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "whitebeam.config.context.of_page",
            ],
        },
    },
]

# Database: one engine; each process signs in as its own role
DATABASE_OPTIONS: dict[str, object] = {
    **({"options": f"-c role={ENV.db_role}"} if ENV.db_role else {}),
    **({"sslmode": ENV.db_tls} if ENV.db_tls else {}),
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    # Walls are dear to plan (30 ms) and cheap to run (2 ms): a statement asked again on
    # the same connection keeps its plan.
    "server_side_binding": True,
    "prepare_threshold": 2,
}
DATABASES = {
    "default": {
        "ENGINE": "whitebeam.kernel.db",
        "HOST": ENV.db_host,
        "PORT": ENV.db_port,
        "NAME": ENV.db_name,
        "USER": ENV.db_user,
        "PASSWORD": ENV.db_password,
        "OPTIONS": DATABASE_OPTIONS,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_ON_APP_READY = "whitebeam.config.worker.on_ready"
# A slow mail server must not hold up the clock; what is done leaves no row behind.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 2, "delete_jobs": "successful"}

# Sign-in
# W004: the e-mail is unique without regard to case, by the constraint user_email_is_used_once
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "casefile:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
SESSION_ENGINE = "whitebeam.accounts.session_store"
SESSION_COOKIE_NAME = "wb"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "wbt"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "whitebeam.config.failures.csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS_FOLDER},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# Browser hardening (docs/security.md)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer" if IS_PUBLIC else "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF] if IS_PUBLIC else [NONCE, "'strict-dynamic'"],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [NONE] if IS_PUBLIC else [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}

# Messages out
NOTIFY_KEY = ENV.notify_key
NOTIFY_URL = ENV.notify_url
NOTIFY_TEMPLATE = ENV.notify_template
NOTIFY_RECEIPT_TOKEN = ENV.notify_receipt_token
MALWARE_SCANNER = ENV.malware_scanner
# The dotted name of what sends messages to people, called only through people.services.messaging.
CONTACT_SENDER = ""
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starts_plain, MAIL.is_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL.sender

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "whitebeam.config.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": ENV.log_level},
    "loggers": {"procrastinate": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}},
}
