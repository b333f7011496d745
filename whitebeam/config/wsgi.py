"""The program as a web server runs it; the environment says which of the two sites it is."""

import os

from django.core.wsgi import get_wsgi_application

from whitebeam.config.env import read

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"whitebeam.config.settings.{read().mode.value}")

application = get_wsgi_application()
