"""Each agency flags its files for a year, says so, and takes the flag off again."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.marac_builders import NOON, a_case, a_marac, a_meeting, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import FlagRequest
from whitebeam.marac.queries import meetings
from whitebeam.marac.rules.months import months_after
from whitebeam.marac.services import flagging
from whitebeam.notices.models import Notice

pytestmark = pytest.mark.django_db
LAST_DAY = date(2027, 3, 4)
A_YEAR_ON = datetime(2027, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def marac():
    return a_marac()


@pytest.fixture
def case(marac):
    return a_case(marac, state="HEARD", heard_at=NOON)


def ask(marac, case):
    with acting_as(marac.coordinator):
        return flagging.ask_to_flag(case.pk, by=marac.coordinator, at=NOON)


def flag_of(agency):
    with as_role("wb_bulk"):
        return FlagRequest.objects.get(agency=agency)


def confirm(deed, flag, *, by, at=NOON):
    with acting_as(by):
        return deed(flag.pk, by=by, at=at)


def test_every_agency_that_was_asked_is_asked_to_flag_once(marac, case):
    assert ask(marac, case) == 3
    assert ask(marac, case) == 0

    assert flag_of(marac.police).until == LAST_DAY
    with as_role("wb_bulk"):
        told = Notice.objects.filter(template="flag_asked")
        assert {one.to for one in told} == {marac.rep, marac.housing_rep}


def test_nobody_is_asked_before_the_case_is_listed(marac):
    case = a_case(marac, state="ACCEPTED")

    with pytest.raises(Refused, match="once the case is listed"):
        ask(marac, case)


@pytest.mark.parametrize("who", ["rep", "idva", "referrer", "outsider"])
def test_only_those_who_run_the_case_ask(marac, case, who):
    user = getattr(marac, who)

    with acting_as(user), pytest.raises(Refused, match="do not coordinate or chair"):
        flagging.ask_to_flag(case.pk, by=user, at=NOON)


def test_the_agency_says_that_the_flag_is_set_and_after_a_year_that_it_is_off(marac, case):
    ask(marac, case)
    flag = flag_of(marac.police)

    confirm(flagging.confirm_set, flag, by=marac.rep)
    with pytest.raises(Refused, match="confirmed already"):
        confirm(flagging.confirm_set, flag, by=marac.rep)
    with pytest.raises(Refused, match="stays until 4 March 2027"):
        confirm(flagging.confirm_removed, flag, by=marac.rep, at=A_YEAR_ON - timedelta(days=1))
    confirm(flagging.confirm_removed, flag, by=marac.rep, at=A_YEAR_ON)
    with pytest.raises(Refused, match="removed already"):
        confirm(flagging.confirm_removed, flag, by=marac.rep, at=A_YEAR_ON)

    assert (flag_of(marac.police).flagged_by, flag_of(marac.police).removed_by) == (
        marac.rep,
        marac.rep,
    )


@pytest.mark.parametrize("who", ["housing_rep", "coordinator", "outsider"])
def test_nobody_confirms_for_another_agency(marac, case, who):
    ask(marac, case)

    with pytest.raises(Refused, match="not your agency's"):
        confirm(flagging.confirm_set, flag_of(marac.police), by=getattr(marac, who))


def run(on, **options):
    said = StringIO()
    with as_role("wb_worker"):
        call_command("marac_flags_due", on=on, stdout=said, **options)
    return said.getvalue().strip()


def test_at_twelve_months_each_agency_is_asked_once_to_take_it_off(marac, case):
    ask(marac, case)

    assert run(LAST_DAY - timedelta(days=1)) == "0 flags asked off"
    assert run(LAST_DAY, dry_run=True) == "3 flags would be asked off"
    assert run(LAST_DAY) == "3 flags asked off"
    assert run(LAST_DAY) == "0 flags asked off"
    with as_role("wb_bulk"):
        told = Notice.objects.filter(template="flag_removal_asked")
        assert {one.to for one in told} == {marac.rep, marac.housing_rep}


def test_the_standing_item_names_cases_that_reach_twelve_months(marac, case):
    ask(marac, case)

    def standing(on):
        at = datetime.combine(on, time(9), tzinfo=UTC)
        meeting = a_meeting(marac, starts_at=at)
        with acting_as(marac.coordinator):
            return list(meetings.reaching_twelve_months(marac.coordinator, meeting))

    assert standing(LAST_DAY - timedelta(days=32)) == []
    assert standing(LAST_DAY - timedelta(days=31)) == [case.reference]
    with as_role("wb_bulk"):
        FlagRequest.objects.update(removed_at=NOON, removed_by=marac.rep)
    assert standing(LAST_DAY) == []


def test_the_inbox_says_what_to_mark_and_for_whom(client, marac, case):
    ask(marac, case)
    browser, where = with_second_factor(client, marac.rep), reverse("marac:flags")

    text = browser.get(where).text

    assert "Perpetrator Invented (person causing harm)" in text
    assert f"MARAC, ask {marac.panel.name}" in text
    assert "He waits at the gate" not in text
    flag = flag_of(marac.police)
    assert browser.post(reverse("marac:flag_removed", args=[flag.pk])).status_code == 302
    assert browser.post(reverse("marac:flag_set", args=[flag.pk])).status_code == 302
    assert flag_of(marac.police).flagged_at is not None
    assert "Nothing to flag" in browser.get(where).text
    other = with_second_factor(type(client)(), marac.housing_rep)
    assert other.post(reverse("marac:flag_set", args=[flag.pk])).status_code == 404


def test_the_inbox_is_paged_by_key_at_a_constant_cost(client, marac, django_assert_max_num_queries):
    for _ in range(21):
        ask(marac, a_case(marac, state="HEARD", heard_at=NOON))
    browser, where = with_second_factor(client, marac.rep), reverse("marac:flags")

    with django_assert_max_num_queries(40):
        first = browser.get(where).text
    after = first.split("?after=")[1].split('"')[0]

    assert first.count("Our files carry it") == 20
    assert browser.get(f"{where}?after={after}").text.count("Our files carry it") == 1
    assert browser.get(f"{where}?after=x").text.count("Our files carry it") == 20


def test_the_coordinator_sees_who_has_confirmed(client, marac, case):
    browser = with_second_factor(client, marac.coordinator)
    where = reverse("marac:case_flags", args=[case.pk])

    assert browser.post(reverse("marac:ask_flags", args=[case.pk])).status_code == 302
    confirm(flagging.confirm_set, flag_of(marac.police), by=marac.rep)
    text = browser.get(where).text

    assert "To be set" in text
    assert ">Set<" in text
    assert with_second_factor(type(client)(), marac.rep).get(where).status_code == 403


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 4), 12, date(2027, 3, 4)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_are_counted_to_the_same_day(day, months, then):
    assert months_after(day, months) == then
