"""Nothing grows past what can be read at one sitting; there is no list of exceptions."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_FOLDER)
CODE = sorted(
    path
    for folder in ("whitebeam", "tests")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "whitebeam").glob("*/jinja2/**/*.html"))
LINES, TEMPLATE_LINES, FUNCTION_LINES, VIEW_LINES = 300, 80, 40, 25


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_file_is_short(path):
    assert len(path.read_text().splitlines()) <= LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_is_short(path):
    assert len(path.read_text().splitlines()) <= TEMPLATE_LINES


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_function_is_short(path):
    limit = VIEW_LINES if "views" in path.parts or path.name == "views.py" else FUNCTION_LINES
    long = [
        f"{node.name} has {node.end_lineno - node.body[0].lineno + 1} lines"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].lineno + 1 > limit
    ]

    assert long == []
