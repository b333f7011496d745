"""Every named constraint of the database is broken once, by name, in some test."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_FOLDER)
WORDS = {
    word
    for folder in ("tests", "whitebeam")
    for path in (ROOT / folder).rglob("test_*.py")
    for word in re.findall(r"[a-z][a-z0-9_]+", path.read_text())
}
CONSTRAINTS = sorted(
    constraint.name
    for config in apps.get_app_configs()
    if config.name.startswith("whitebeam.")
    for model in config.get_models()
    for constraint in model._meta.constraints
)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_test_breaks_the_constraint(name):
    assert name in WORDS
