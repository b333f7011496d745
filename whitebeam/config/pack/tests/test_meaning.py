"""What an earlier version kept of a pack stands beside what this one asks for."""

import pytest

from whitebeam.config.pack.loading.sheets import means_the_same

OPTION = {"code": "YES", "label": "Yes", "hint": ""}


@pytest.mark.parametrize(
    ("asked", "kept", "is_same"),
    [
        pytest.param({**OPTION, "items": []}, OPTION, True, id="what it could not say was empty"),
        pytest.param({**OPTION, "items": ["fear"]}, OPTION, False, id="it says more now"),
        pytest.param(OPTION, {**OPTION, "items": ["fear"]}, False, id="it said more then"),
        pytest.param({**OPTION, "label": "Yes, I do"}, OPTION, False, id="other words"),
        pytest.param([{**OPTION, "items": []}], [OPTION], True, id="within a list"),
        pytest.param([OPTION, OPTION], [OPTION], False, id="one more"),
        pytest.param("", None, False, id="a column is what it is"),
    ],
)
def test_a_definition_means_the_same_where_only_empty_parts_are_new(asked, kept, is_same):
    assert means_the_same(asked, kept) is is_same
