"""Every page says who may open it, and reaches records only through a policy."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from whitebeam.accounts.access import OPEN, SIGNED_IN
from whitebeam.partners.models import Duty

APPS = Path(settings.BASE_FOLDER) / "whitebeam"
DOORS = sorted(
    path
    for pattern in ("*/views.py", "*/views/*.py", "*/forms.py", "*/forms/*.py", "*/presenters*.py")
    for path in APPS.glob(pattern)
)
SITES = ("whitebeam.config.urls_staff", "whitebeam.config.urls_public")
# Framework pages outside our apps would be listed here with a reason; there are none.


def pages(resolver, prefix=""):
    for entry in resolver.url_patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield pytest.param(entry.callback, id=where or "/")
        else:
            yield from pages(entry, where)


@pytest.mark.parametrize("view", [page for site in SITES for page in pages(get_resolver(site))])
def test_every_page_says_who_may_open_it(view):
    access = getattr(view, "access", None)

    assert access in {OPEN, SIGNED_IN} or (access and set(access) <= set(Duty))


@pytest.mark.parametrize("door", DOORS, ids=lambda path: str(path.relative_to(APPS)))
def test_pages_reach_records_through_a_policy(door):
    direct = [
        node.lineno
        for node in ast.walk(ast.parse(door.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]

    assert direct == [], "fetch through policy.py or queries.py"
