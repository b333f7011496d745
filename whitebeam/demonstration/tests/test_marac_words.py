"""What is told of an invented case fits its people, and every list has something for everybody."""

import itertools

import pytest

from whitebeam.demonstration.rules import marac_phrases
from whitebeam.demonstration.rules.marac_words import Family, fitting

FAMILIES = [Family(*each) for each in itertools.product((True, False), repeat=4)]
LISTS = {
    f"{name} {kind}".strip(): sentences
    for name, found in vars(marac_phrases).items()
    if name.isupper()
    for kind, sentences in (found if isinstance(found, dict) else {"": found}).items()
    if isinstance(sentences, tuple)
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_fits_every_family(name):
    assert [family for family in FAMILIES if not fitting(LISTS[name], family)] == []


def test_who_is_harmed_and_who_harms_are_called_what_they_are():
    sisters = Family(she=True, he=False, has_children=False, kin=True)

    assert not sisters.is_told_by("He came to the house at night.")
    assert sisters.is_told_by("Her brothers say that she has shamed the family.")
    assert not sisters.is_told_by("Since she left she fears for the child.")
    assert not Family(she=False, he=True, has_children=True, kin=False).is_told_by("He beat her.")
