"""A machine of one's own: the embedded database, both sites on localhost."""

from whitebeam.config.settings.accounts import *
from whitebeam.config.settings.base import *
from whitebeam.config.settings.base import ENV

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENV.hosts]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
