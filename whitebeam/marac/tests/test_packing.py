"""What goes with a case to another MARAC: chosen, withheld, each with its line, kept as it was."""

import pytest

from tests.marac_builders import NOON, acting_as
from tests.roles import as_role
from whitebeam.kernel.errors import Refused
from whitebeam.marac.models import Disclosure, PackageItem, Recipient
from whitebeam.marac.rules.packing import read
from whitebeam.marac.services import packing
from whitebeam.marac.tests.moving_steps import ALL, a_shared_case, packages, send, words_sent
from whitebeam.marac.tests.research_steps import held, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared():
    return a_shared_case()


@pytest.fixture
def marac(shared):
    return shared[0]


@pytest.fixture
def case(shared):
    return shared[1]


def test_everything_goes_and_each_thing_has_its_line(marac, case):
    send(marac, case, withheld=False)

    (package,) = packages()
    assert (package.sent_by, package.sent_at, package.opened_at) == (marac.coordinator, NOON, None)
    with as_role("wb_bulk"):
        items = list(PackageItem.objects.order_by("position"))
        lines = {
            line.about_id: line
            for line in Disclosure.objects.filter(about_label="marac.PackageItem")
        }
    assert [one.part for one in items] == ["REFERRAL", "RISK", "RESEARCH"]
    assert set(lines) == {one.pk for one in items}
    research = lines[items[2].pk]
    assert research.controller == marac.police
    assert (research.to_marac, research.decided_by) == ("Elsewhere MARAC", marac.coordinator)
    assert "She moves" in research.necessity
    assert "shotgun" in words_sent()


def test_a_part_that_is_not_chosen_does_not_go(marac, case):
    send(marac, case, parts=("REFERRAL",))

    assert packages()[0].parts == ["REFERRAL"]
    assert "shotgun" not in words_sent()


def test_nothing_chosen_sends_no_package(marac, case):
    send(marac, case, parts=())

    assert packages() == []


def test_a_part_that_no_package_has_is_refused(marac, case):
    with pytest.raises(Refused, match="Select what goes"):
        send(marac, case, parts=("SAFETY_PLAN",))


def test_where_it_is_withheld_her_address_is_nowhere_in_it(marac, case):
    send(marac, case)

    assert "larch way" not in words_sent().lower()
    assert "Wren" in words_sent()
    with as_role("wb_bulk"):
        assert "address is withheld" in Disclosure.objects.exclude(to_marac="")[0].proportionality


def test_where_it_is_not_withheld_it_goes(marac, case):
    send(marac, case, withheld=False)

    assert "4 Larch Way" in words_sent()


def test_a_reason_that_says_where_she_is_is_refused(marac, case):
    with pytest.raises(Refused, match="says where she is"):
        send(marac, case, reason="She now lives at 4 Larch Way")


def test_what_was_withheld_or_says_where_from_never_goes(marac, case):
    with as_role("wb_bulk"):
        item = case.requests.get(agency=marac.police).items.get()
        item.source = "A named informant"
        item.save()
    share(marac, case, held("A secret of ours.", is_withheld=True, why_withheld="An operation"),
          by=marac.housing_rep, agency=marac.housing)  # fmt: skip
    send(marac, case)

    assert "secret" not in words_sent()
    assert "informant" not in words_sent()


def test_what_is_asked_for_later_goes_in_a_package_of_its_own(marac, case):
    send(marac, case, parts=("REFERRAL",))
    with acting_as(marac.coordinator):
        packing.send_more(case_id=case.pk, parts=("RESEARCH",), by=marac.coordinator, at=NOON)

    assert [(one.number, one.parts) for one in packages()] == [
        (1, ["REFERRAL"]),
        (2, ["RESEARCH"]),
    ]


@pytest.mark.parametrize(
    ("parts", "message"), [((), "Select what goes"), (("MINUTES",), "holds none of what")]
)
def test_more_of_nothing_is_refused(marac, case, parts, message):
    send(marac, case)
    with acting_as(marac.coordinator), pytest.raises(Refused, match=message):
        packing.send_more(case_id=case.pk, parts=parts, by=marac.coordinator, at=NOON)


def test_nothing_more_goes_of_what_was_not_sent(marac, case):
    with acting_as(marac.coordinator), pytest.raises(Refused, match="was not sent"):
        packing.send_more(case_id=case.pk, parts=ALL, by=marac.coordinator, at=NOON)


def test_an_agency_that_joins_later_is_no_receiver_of_what_went_away(marac, case):
    send(marac, case)
    with as_role("wb_bulk"):
        assert not Recipient.objects.exclude(disclosure__to_marac="").exists()


def test_it_does_not_go_to_the_panel_that_has_it(marac, case):
    with pytest.raises(Refused, match="with that MARAC already"):
        send(marac, case, to=marac.panel)


def test_what_was_sent_stays_as_it_was(marac, case):
    send(marac, case)
    before = words_sent()
    with as_role("wb_bulk"):
        case.background = "Other words"
        case.save(update_fields=["background"])

    assert words_sent() == before
    with as_role("wb_bulk"):
        assert read(str(PackageItem.objects.get(part="REFERRAL").content)).account["background"]
