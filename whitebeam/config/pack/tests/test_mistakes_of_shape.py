"""A file that is not as it should be is named with its line, and how to mend it."""

import pytest

from whitebeam.config.pack import check

# file, what is written, what is written instead, where the problem is seen, its sentence
MISTAKES = {
    "not YAML": (
        "lots.yaml",
        "  name: KIDAS lot 1",
        "  name: KIDAS: lot 1",
        "KIDAS: lot 1",
        "This is not valid YAML",
    ),
    "a key twice": (
        "lots.yaml",
        "  provider: oasis",
        "  name: Again",
        "name: Again",
        "'name' is written twice here.",
    ),
    "a slip of the pen": (
        "lots.yaml",
        "  provider: oasis",
        "  provder: oasis",
        "provder",
        "Did you mean 'provider'?",
    ),
    "a comma without quotes": (
        "needs.yaml",
        'label: "Legal advice, orders or court"',
        "label: Legal advice, orders or court",
        "Legal advice,",
        "needs quotes round it",
    ),
    "a field left out": (
        "lots.yaml",
        "  name: KIDAS lot 2\n",
        "",
        "code: kidas-lot-2",
        "'name' is missing",
    ),
    "an unknown word": (
        "agencies.yaml",
        "  kind: POLICE",
        "  kind: POLIS",
        "kind: POLIS",
        "'POLIS' cannot stand at 'kind'",
    ),
    "a bad code": (
        "queues.yaml",
        "- code: lot-1",
        "- code: Lot 1",
        "code: Lot 1",
        "Use small letters",
    ),
    "no date": (
        "agreements.yaml",
        "  until: 2028-03-31",
        "  until: soon",
        "until: soon",
        "is not a date",
    ),
    "a figure that is a word": (
        "queues.yaml",
        "  claim_minutes: 60",
        "  claim_minutes: hour",
        "claim_minutes: hour",
        "is not a whole number",
    ),
    "too long": ("lots.yaml", "  name: KIDAS lot 1", f"  name: {'x' * 121}", "xxxx", "too long"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_line(kent, mistake):
    kent.assert_named(*MISTAKES[mistake])


def test_a_missing_file_is_named(kent):
    (kent.folder / "queues.yaml").unlink()

    [problem] = check(kent.folder)

    assert str(problem) == "queues.yaml, line 1: There is no queues.yaml. Every pack needs one."


def test_a_missing_text_and_one_without_a_title_are_named(kent):
    (kent.folder / "texts/referrer/closed.md").unlink()
    assert [problem.file for problem in check(kent.folder)] == ["texts/referrer/closed.md"]

    (kent.folder / "texts/referrer/closed.md").write_text("Closed")
    assert "Begin with a title" in check(kent.folder)[0].sentence


def test_several_mistakes_are_told_at_once(kent):
    kent.change("lots.yaml", "  provider: oasis", "  provder: oasis")
    kent.change("agencies.yaml", "  kind: POLICE", "  kind: POLIS")

    assert {problem.file for problem in check(kent.folder)} == {"lots.yaml", "agencies.yaml"}
