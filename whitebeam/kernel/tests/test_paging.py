"""A list is paged by the place of its last row: nothing is shown twice, nothing is left out."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.db.models import Value
from django.db.models.functions import Length

from tests.factories import AreaFactory
from whitebeam.kernel.paging import page_of
from whitebeam.partners.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _areas():
    for number in range(7):
        AreaFactory(name=f"Area {number % 3}")


def pages(rows, *order, size=2):
    after = ""
    while True:
        page = page_of(rows, *order, after=after, size=size)
        yield [row.pk for row in page.rows]
        after = page.after
        if not after:
            return


def test_the_pages_together_are_the_whole_list_in_its_order():
    whole = list(Area.objects.order_by("name", "-code", "pk").values_list("pk", flat=True))

    found = list(pages(Area.objects.all(), "name", "-code", "pk"))

    assert [pk for page in found for pk in page] == whole
    assert [len(page) for page in found] == [2, 2, 2, 1]


def test_a_page_goes_on_after_its_row_though_others_came_before_it():
    first = page_of(Area.objects.all(), "name", "pk", size=3)
    AreaFactory(name="Aaa")

    second = page_of(Area.objects.all(), "name", "pk", after=first.after, size=9)

    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert len(second.rows) == 4


def test_an_order_may_name_what_a_query_works_out():
    rows = Area.objects.annotate(long=Length("name") * Value(2))

    assert sum(len(page) for page in pages(rows, "-long", "pk")) == 7


def key(*values):
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


NO_ONE = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "after",
    [
        *("", "nonsense", "bm8", key(), key("Area"), key("Area", "none"), key(["Area"], NO_ONE)),
        *(key("A\x00", NO_ONE), key(10**30, NO_ONE), key(None, NO_ONE)),
    ],
)
def test_a_key_that_cannot_be_read_begins_the_list_anew(after):
    whole = page_of(Area.objects.all(), "name", "pk")

    assert page_of(Area.objects.all(), "name", "pk", after=after).rows == whole.rows


def test_the_last_page_leads_nowhere():
    assert page_of(Area.objects.all(), "pk", size=7).next == ""
    assert page_of(Area.objects.all(), "pk", size=6).next.startswith("?after=")
