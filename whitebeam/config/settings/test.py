"""Tests: real roles, real walls, quick hashing, nothing leaves the process."""

import os
import tempfile
from pathlib import Path

if "WHITEBEAM_DB_HOST" not in os.environ:
    from whitebeam.config.cluster import for_tests

    os.environ.update(for_tests())
os.environ.update(
    WHITEBEAM_MODE="test", WHITEBEAM_DB_USER="wb_test", WHITEBEAM_DB_ROLE="", WHITEBEAM_DEMO="1"
)

from whitebeam.config.settings.accounts import *
from whitebeam.config.settings.base import *
from whitebeam.config.settings.base import DATABASE_OPTIONS, DATABASES, STAFF_MIDDLEWARE
from whitebeam.kernel.crypto import Keyring

DATA_FOLDER = Path(tempfile.mkdtemp(prefix="whitebeam-test-"))
UPLOADS_FOLDER = DATA_FOLDER / "uploads"
HEADS_FOLDER = DATA_FOLDER / "heads"
KEYRING = Keyring.at(DATA_FOLDER / "keys", create=True)
SECRET_KEY = KEYRING.django_key
STATIC_ROOT = DATA_FOLDER / "static"
STATIC_ROOT.mkdir()
ALLOWED_HOSTS = ["testserver", "localhost"]
MIDDLEWARE = STAFF_MIDDLEWARE
DATABASES["default"]["OPTIONS"] = {
    name: value for name, value in DATABASE_OPTIONS.items() if name != "pool"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOADS_FOLDER},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
