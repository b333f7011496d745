"""What a partnership decided: tried, set from a day, kept with its history, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import LONG_AGO, AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.partners import queries
from whitebeam.partners.models import Duty, LocalSetting
from whitebeam.partners.rules.setting_words import words_of
from whitebeam.partners.services import settings
from whitebeam.partners.tests.world import as_user, enter

pytestmark = pytest.mark.django_db

KEY = "clock.triage"
URL = f"/partnership/settings/{KEY}/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with as_role("wb_bulk"):
        LocalSetting.objects.create(key="pack.loaded", value={}, starts_on=LONG_AGO, source="x")
        return LocalSetting.objects.create(
            key=KEY, value=4, unit="working hours", starts_on=LONG_AGO, source="Protocol 2"
        )


@pytest.fixture
def configurer():
    return worker_at(AgencyFactory(), Duty.CONFIGURE_PARTNERSHIP)


def answers(value="2", day=None, **more):
    day = day or timezone.localdate()
    return {
        "value": value,
        "starts_on_day": day.day,
        "starts_on_month": day.month,
        "starts_on_year": day.year,
        "source": "Board, 2 June",
    } | more


def test_the_list_shows_what_holds_and_who_decided_it(client, configurer):
    page = enter(client, configurer).get("/partnership/settings/").content.decode()

    assert "4 working hours" in page
    assert "Protocol 2" in page
    assert "pack.loaded" not in page


def test_a_setting_is_called_what_it_is_and_never_by_its_key_alone(client, configurer):
    with as_role("wb_bulk"):
        LocalSetting.objects.create(
            key="referral.triage_hours", value=48, starts_on=LONG_AGO, source="Protocol 3"
        )

    listed = enter(client, configurer).get("/partnership/settings/").text
    page = client.get("/partnership/settings/referral.triage_hours/").text

    for shown in (listed, page):
        assert "Deciding a referral" in shown
        assert "How long triage has to accept, return or decline a referral." in shown
    assert ">referral.triage_hours</a>" not in listed


@pytest.mark.parametrize(
    ("key", "value", "title"),
    [
        ("text.accepted", {"title": "She is with a service", "body": ""}, "She is with a service"),
        ("text.accepted", "", "accepted"),
        ("later.thing_days", 3, "Later: thing days"),
    ],
)
def test_texts_go_by_their_titles_and_unknown_keys_by_their_parts(key, value, title):
    assert words_of(key, value=value)[0].endswith(title)


def test_trying_a_value_changes_nothing(client, configurer):
    page = enter(client, configurer).post(URL, answers()).content.decode()

    assert "If you set it" in page
    assert "2 working hours" in page
    assert queries.setting_in_force(KEY, default=None) == 4


def test_a_set_value_holds_and_the_old_one_stays_in_the_history(client, configurer):
    enter(client, configurer).post(URL, answers(set="1"))

    page = client.get(URL).content.decode()
    assert queries.setting_in_force(KEY, default=None) == 2
    assert "4 working hours" in page
    assert configurer.name in page


def test_a_value_to_come_waits_for_its_day(client, configurer):
    enter(client, configurer).post(URL, answers(day=timezone.localdate() + DAY, set="1"))

    assert queries.setting_in_force(KEY, default=None) == 4
    assert "To come" in client.get(URL).content.decode()


def test_a_withdrawn_value_gives_way_to_the_one_before(client, configurer):
    enter(client, configurer).post(URL, answers(set="1"))
    newest = LocalSetting.objects.get(value=2)

    client.post(f"/partnership/settings/{newest.pk}/withdraw/")

    assert queries.setting_in_force(KEY, default=None) == 4
    assert "Withdrawn" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"value": ""}, "Enter a value"),
        ({"value": "soon"}, "Enter a number, like the present one"),
        ({"value": "[1]"}, "Enter a number, like the present one"),
        ({"source": ""}, "Enter who decided this"),
    ],
)
def test_wrong_answers_are_sent_back_with_words(client, configurer, wrong, words):
    response = enter(client, configurer).post(URL, answers(set="1") | wrong)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_past_is_not_changed(client, configurer):
    response = enter(client, configurer).post(URL, answers(day=timezone.localdate() - DAY, set="1"))

    assert "what was decided under the old value stays" in response.content.decode()


def test_an_unknown_setting_is_not_found(client, configurer):
    assert enter(client, configurer).get("/partnership/settings/no.such/").status_code == 404
    assert client.get("/partnership/settings/pack.loaded/").status_code == 404


def a_value(**changes):
    values = {"key": KEY, "value": 2, "starts_on": timezone.localdate(), "source": "Board"}
    return settings.NewValue(**values | changes)


@pytest.mark.parametrize(
    "new",
    [
        {"key": "no.such"},
        {"value": "two"},
        {"source": " "},
        {"starts_on": timezone.localdate() - DAY},
    ],
    ids=["unknown", "another kind", "no source", "past"],
)
def test_refuses(new, configurer):
    with as_user(configurer), pytest.raises(Refused):
        settings.set_value(a_value(**new), by=configurer, on=timezone.localdate())


def test_the_only_value_is_not_withdrawn(configurer, clock):
    with as_user(configurer), pytest.raises(Refused):
        settings.withdraw_value(setting_id=clock.pk, by=configurer, at=timezone.now())


@pytest.mark.parametrize("duty", [duty for duty in Duty if duty != Duty.CONFIGURE_PARTNERSHIP])
def test_nobody_else_changes_a_setting(client, duty, clock):
    worker = worker_at(AgencyFactory(), duty)

    assert enter(client, worker).get(URL).status_code == 403
    with as_user(worker), pytest.raises(Refused):
        settings.set_value(a_value(), by=worker, on=timezone.localdate())
    with as_user(worker), pytest.raises(Refused):
        settings.withdraw_value(setting_id=clock.pk, by=worker, at=timezone.now())
