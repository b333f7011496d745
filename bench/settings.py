"""Settings of a measured server: those of the tests, with keys and a role that two processes share.

The folder of the keys is in BENCH_FOLDER; the server, told by BENCH_ROLE, works as that role and
through the pool, as an installation does.
"""

import os
from pathlib import Path

from whitebeam.config.settings.base import DATABASE_OPTIONS
from whitebeam.config.settings.test import *
from whitebeam.config.settings.test import DATABASES
from whitebeam.kernel.crypto import Keyring

ALLOWED_HOSTS = ["*"]
KEYRING = Keyring.at(Path(os.environ["BENCH_FOLDER"]) / "keys", create=True)
SECRET_KEY = KEYRING.django_key
DEBUG = False
if role := os.environ.get("BENCH_ROLE"):
    DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
    DATABASES["default"]["OPTIONS"] = {**DATABASE_OPTIONS, "options": f"-c role={role}"}
