"""One page of a draft on two devices: neither overwrites the other before somebody chose."""

import re

import pytest

from whitebeam.risk.tests.test_pages import FIRST, Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk():
    return Walk()


def test_autosave_keeps_and_a_clash_is_told(walk):
    draft = walk.begun()
    walk.post("autosave", draft.pk, "now", status=204, injury="YES", tab="one")
    assert "checked" in walk.get("page", draft.pk, "now")

    walk.post("autosave", draft.pk, "now", status=409, injury="NO", tab="two", seen="old")
    page = walk.post("page", draft.pk, "now", status=409, injury="NO", tab="two", seen="old")
    assert "changed on another device" in page
    assert "Typed here: No, said by the person harmed" in page
    assert "On the other device: Yes, said by the person harmed" in page
    # Nothing goes on by itself: the next stroke would overwrite the other device.
    assert "data-autosave-url" not in page
    walk.post("autosave", draft.pk, "now", status=409, injury="NO", tab="two", seen="")

    [seen] = re.findall(r'name="seen" value="(\w+)"', page)
    walk.post("page", draft.pk, "now", injury="NO", tab="two", seen=seen)
    walk.post("autosave", draft.pk, "now", status=409, injury="YES", tab="one", seen="old")
    page = walk.get("page", draft.pk, "now")
    assert re.search(r'value="NO"\s+checked', page)


def test_a_clash_lists_what_only_the_other_device_says(walk):
    draft = walk.begun()
    walk.post("page", draft.pk, "first", **FIRST, where_children="With her aunt", tab="one")

    page = walk.post("page", draft.pk, "first", status=409, **FIRST, tab="two", seen="old")

    assert "Where are the children now?" in page
    assert "Typed here: Nothing" in page
    assert "On the other device: With her aunt" in page
    assert "Take what the other device saved" in page
