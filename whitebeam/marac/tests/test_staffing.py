"""Who is in post is said by those who coordinate or steer, from a day, beside who is needed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.factories import worker_at
from tests.marac_builders import NOON, a_marac, acting_as
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import StaffInPost
from whitebeam.marac.presenters.staffing import NOT_ENTERED, gauges
from whitebeam.marac.presenters.steering import FEW
from whitebeam.marac.queries.staffing import in_post
from whitebeam.marac.rules.staffing import Ratios, unmet
from whitebeam.marac.services.staffing import InPost, enter_staff
from whitebeam.marac.tests.test_few_are_hidden import VOLUMES
from whitebeam.partners.models import Duty

DAY = date(2026, 3, 1)
RATIOS = Ratios(40, 15, 10, 400)
ADVISER = StaffInPost.Role.ADVISER


@pytest.mark.parametrize(
    ("cases", "filled", "expected"),
    [
        (250, "1.5", ("2.5", "1.0")),
        (250, "2.5", ("2.5", "0")),
        (250, "4", ("2.5", "0")),
        (0, "0", ("0.0", "0")),
        (250, None, ("2.5", None)),
    ],
)
def test_unmet_is_needed_less_in_post_and_never_below_none(cases, filled, expected):
    needed, lacking = unmet(
        cases=cases, cases_each=100, in_post=None if filled is None else Decimal(filled)
    )

    assert needed == Decimal(expected[0])
    assert lacking == (None if expected[1] is None else Decimal(expected[1]))


def test_the_gauge_shows_in_post_needed_and_unmet_and_hides_the_few():
    posts = {(VOLUMES[0].area_id, ADVISER): Decimal("3.0")}

    advisers, _ = gauges(VOLUMES, posts, ratios=RATIOS, least=8)

    found = {row[0]: row[1:] for row in advisers.rows}
    assert found["D0"] == ("3.0", "4.0", "1.0")
    assert found["D1"] == (NOT_ENTERED, FEW, FEW)
    assert found["D3"] == (NOT_ENTERED, "3.0", NOT_ENTERED)
    assert [(mark.label, mark.value) for mark in advisers.chart.marks] == [("D0", "75")]
    assert "÷ 10" in advisers.note


@pytest.fixture
def marac():
    return a_marac()


def said(marac, **changed):
    usual = {"area": marac.panel.area, "role": ADVISER, "posts": Decimal(2), "starts_on": DAY}
    return InPost(**usual | {"source": "The service"} | changed)


@pytest.mark.django_db
def test_the_newest_that_has_begun_holds(marac):
    with acting_as(marac.coordinator):
        for posts, day in ((2, DAY), (3, date(2026, 4, 1)), (9, date(2027, 1, 1))):
            told = said(marac, posts=Decimal(posts), starts_on=day)
            enter_staff(told, by=marac.coordinator, at=NOON)
        found = [
            in_post(on=day).get((marac.panel.area_id, "ADVISER"))
            for day in (date(2026, 2, 28), DAY, date(2026, 4, 1))
        ]

    assert found == [None, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["rep", "referrer", "idva"])
def test_nobody_else_says_who_is_in_post(client, marac, who):
    user = getattr(marac, who)
    client.force_login(user)

    assert client.get(reverse("marac:enter_staff")).status_code == 403
    with acting_as(user):
        with pytest.raises(Refused, match="coordinates or steers"):
            enter_staff(said(marac), by=user, at=NOON)
        with pytest.raises(ProgrammingError, match="may not insert"), transaction.atomic():
            StaffInPost.objects.create(
                area=marac.panel.area, role="ADVISER", posts=1, starts_on=DAY, source="x",
                entered_by=user, entered_at=NOON,
            )  # fmt: skip


@pytest.mark.django_db
def test_fewer_than_none_is_refused(marac):
    with acting_as(marac.coordinator), pytest.raises(Refused, match="0 posts or more"):
        enter_staff(said(marac, posts=Decimal(-1)), by=marac.coordinator, at=NOON)


@pytest.mark.django_db
def test_a_member_of_the_steering_group_enters_it_on_screen(client, marac):
    client.force_login(worker_at(marac.outside, Duty.VIEW_MARAC_FIGURES))
    typed = {
        "area": marac.panel.area_id, "role": "ADVISER", "posts": "two", "source": "The service",
        "starts_on_day": "1", "starts_on_month": "3", "starts_on_year": "2026",
    }  # fmt: skip

    wrong = client.post(reverse("marac:enter_staff"), typed)
    right = client.post(reverse("marac:enter_staff"), typed | {"posts": "2.5"})

    assert wrong.status_code == 422
    assert "Enter a number, like 3 or 2.5" in wrong.content.decode()
    assert 'value="The service"' in wrong.content.decode()
    assert right["Location"] == reverse("marac:planner")
    assert "Who is in post is kept" in client.get(reverse("marac:planner")).content.decode()
    assert StaffInPost.objects.get().posts == Decimal("2.5")
