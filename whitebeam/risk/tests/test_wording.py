"""Licensed words replace paraphrases from their day; what was asked keeps its words."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.people_builders import as_worker
from tests.roles import as_role
from whitebeam.risk.queries.tools import tool_of
from whitebeam.risk.tests.desk import Desk

pytestmark = pytest.mark.django_db

WORDS = """
tool: dash
version: 1
from: 2026-01-01
licence: Licensed, 2026
labels:
  injury: The licensed words
"""


def load(tmp_path, text=WORDS):
    file = tmp_path / "words.yaml"
    file.write_text(text)
    with as_role("wb_bulk"):
        call_command("load_tool_wording", str(file), verbosity=0)


def first_label(assessment):
    return tool_of(assessment).items()[0].label


def test_words_are_used_from_their_day_and_old_drafts_keep_theirs(tmp_path):
    desk = Desk()
    before = desk.started()

    load(tmp_path)

    after = desk.started()
    with as_worker(desk.worker):
        assert first_label(before) == "Did what happened now cause an injury?"
        assert first_label(after) == "The licensed words"
    assert after.wording.starts_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("injury:", "injuries:", "no items of the tool: injuries"),
        ("version: 1", "version: 9", "no tool"),
        ("Licensed, 2026", "' '", "licence"),
        ("labels:", "words:", "cannot be read"),
    ],
)
def test_words_that_do_not_fit_are_refused(tmp_path, old, new, said):
    Desk()

    with pytest.raises(CommandError, match=said):
        load(tmp_path, WORDS.replace(old, new))


def test_a_day_has_one_wording(tmp_path):
    Desk()
    load(tmp_path)

    with pytest.raises(CommandError, match="already"):
        load(tmp_path)
