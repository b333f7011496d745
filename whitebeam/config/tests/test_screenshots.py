"""Drawing the main pages leaves the demonstration as it was: nothing is pressed but links."""

import pytest

from whitebeam.config.command.screenshots import SHOTS


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_only_links_lead_to_a_picture(shot):
    for selector in shot.follow:
        for one in selector.split(", "):
            assert one.split(" ")[-1].split("[")[0] == "a"


def test_no_two_pictures_have_one_name():
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)
