"""Served to real people. `whitebeam check` refuses to start on anything weaker."""

from whitebeam.config.settings.accounts import *
from whitebeam.config.settings.base import *
from whitebeam.config.settings.base import ENV

SESSION_COOKIE_NAME = "__Host-wb"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-wbt"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxy else None
