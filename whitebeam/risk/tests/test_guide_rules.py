"""The guides ask, count each way and never decide."""

import pytest

from tests.risk_builders import of_pack
from whitebeam.risk.rules.guides import Guide, tally, unanswered

GUIDES = [Guide.model_validate(one) for one in of_pack("guides")]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.code)
def test_answers_are_counted_each_way(guide):
    first, second, *rest = [question.code for question in guide.questions]

    counted = tally(guide, answers={first: "FIRST", second: "SECOND"})

    assert counted == {"FIRST": 1, "SECOND": 1, "BOTH": 0, "NOT_KNOWN": len(rest)}


def test_what_is_unanswered_is_named():
    guide = GUIDES[0]
    codes = [question.code for question in guide.questions]

    assert unanswered(guide, answers={codes[0]: "NOT_KNOWN"}) == tuple(codes[1:])
