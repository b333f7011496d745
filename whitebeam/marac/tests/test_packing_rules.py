"""What goes to another MARAC says nothing of where she is, where her address is withheld."""

import pytest

from whitebeam.marac.rules.packing import Packed, Sent, read, says_where, without_places, written

PLACES = ["4 Larch Way,\nElmstead TN24 9XX", "Larch Primary"]


def packed(**given):
    return Packed(**{"part": "REFERRAL", "controller": "A school", "title": "x"} | given)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He waits outside.", "He waits outside."),
        ("She is at TN24 9XX now", "She is at [withheld] now"),
        ("She is at tn249xx now", "She is at [withheld] now"),
        ("moved to 4 larch  way last week", "moved to [withheld] last week"),
        ("He knows LARCH PRIMARY.", "He knows [withheld]."),
        ("He drove to Elmstead", "He drove to [withheld]"),
        ("Item A12 of 3", "Item A12 of 3"),
    ],
)
def test_places_are_taken_out_of_what_somebody_wrote(text, told):
    found = without_places(
        packed(
            paragraphs=(text,),
            lines=(text,),
            account={"background": text},
            grounds={"REPEAT": text},
        ),
        places=PLACES,
    )

    assert found.paragraphs == found.lines == (told,)
    assert found.account == {"background": told}
    assert found.grounds == {"REPEAT": told}
    assert says_where(text, places=PLACES) == (text != told)


def test_where_she_and_her_children_are_found_does_not_go_and_where_he_is_does():
    facts = {"ADDRESS": "9 Ash Row", "SCHOOL": "x", "PHONE": "0", "GP": "y", "ALIASES": "Wren"}
    people = tuple(Sent(part, "", "N", facts) for part in ("VICTIM", "CHILD", "PERPETRATOR"))

    hers, child, his = without_places(packed(people=people), places=[]).people

    assert hers.identifiers == child.identifiers == {"ALIASES": "Wren"}
    assert his.identifiers == facts


def test_where_she_lives_does_not_go_at_all():
    account = {"residence": "With a friend", "background": "x"}

    assert without_places(packed(account=account), places=[]).account == {"background": "x"}


def test_what_is_kept_is_read_as_it_was_sent():
    whole = packed(
        people=(Sent("CHILD", "CHILD", "N", {"SCHOOL": "x"}, "id"),), grounds={"REPEAT": "y"}
    )

    assert read(written(whole)) == whole
