#!/usr/bin/env python
"""Django's own commands, for those who know them. Operators use `whitebeam`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "whitebeam.config.settings.local")

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
