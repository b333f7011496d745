"""What an agency's answer to a list costs in pages and key presses, counted on the forms themselves."""

from pathlib import Path

from django.conf import settings

from whitebeam.marac.forms.answering import ItemForm, KnownForm

DOCUMENT = Path(settings.BASE_FOLDER) / "docs" / "workflows" / "marac-research.md"
LIST, PEOPLE, TEXT = 15, 3, 60
PRESS, MOVE = 1, 1


def one_thing():
    """Open the page, say who is known, type a text, choose kind and topic, share."""
    people = [(str(number), f"Person {number}") for number in range(PEOPLE)]
    known = KnownForm(None, people=people)
    item = ItemForm(None, people=people)
    chosen = [name for name in ("kind", "topic") if name in item.fields]
    return PRESS + len(known.fields) + MOVE + TEXT + len(chosen) + PRESS


def row(words, pages, presses):
    return f"| {words} | {pages} | {presses} |"


def test_the_document_says_what_it_costs():
    few = 3
    document = DOCUMENT.read_text()

    assert row("Nothing known of any", 1, LIST * PRESS) in document
    assert (
        row(
            "Nothing known of 12, one short thing (60 characters) about each of 3",
            1 + 2 * few,
            (LIST - few) * PRESS + few * one_thing(),
        )
        in document
    )
