"""What leaves the system says nothing; what is read inside leads to a page that exists."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from whitebeam.notices.rules.wording import WORDINGS, letter_of, wording_of

APPS = Path(settings.BASE_FOLDER) / "whitebeam"
TELLING = {"tell", "tell_duty", "tell_deputies", "sender", "worker", "duty", "queue", "holders"}
# Nothing of the field may stand in a subject, a preview or a bank of e-mails.
LOUD = (
    *(
        "abuse",
        "domestic",
        "violen",
        "victim",
        "survivor",
        "refuge",
        "marac",
        "idva",
        "perpetrator",
    ),
    *("referral", "safe", "risk", "harm", "police", "child", "support", "danger", "help"),
)
ID = "5f2b9c1e-0000-4000-8000-000000000000"


def templates_told():
    """Return every template that some service names when it tells somebody."""
    for path in sorted(APPS.glob("*/**/*.py")):
        if "tests" in path.parts or "people" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                for word in node.keywords:
                    is_told = word.arg == "template" and name.lstrip("_") in TELLING
                    if is_told and isinstance(word.value, ast.Constant):
                        yield word.value.value


@pytest.mark.parametrize("template", [*WORDINGS, "unheard-of"])
def test_no_letter_says_what_it_is_about(template):
    letter = letter_of(template, reference="WB-7F3K-29QX", address="https://staff.example/notices/")

    said = f"{letter.subject} {letter.body}".lower()
    assert [word for word in LOUD if word in said] == []
    assert "wb-7f3k-29qx" in said


def test_a_letter_without_a_reference_does_not_mention_one():
    letter = letter_of("address_fails", reference="", address="https://staff.example/")

    assert "Reference" not in letter.body


@pytest.mark.parametrize("template", sorted(set(templates_told())))
def test_every_notice_that_is_told_has_its_words(template):
    assert template in WORDINGS


@pytest.mark.parametrize("template", WORDINGS)
def test_every_place_is_a_page(template):
    wording = wording_of(template)

    if wording.place:
        assert reverse(wording.place, args=[ID] if wording.place_takes_id else [])
