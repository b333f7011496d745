"""What was sent to another MARAC opens to whoever sent it and to whom it was sent alone."""

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.marac_builders import NOON, acting_as
from tests.people_builders import with_second_factor
from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.audit.models import Entry as AuditEntry
from whitebeam.kernel.errors import Refused
from whitebeam.marac import policy
from whitebeam.marac.models import CaseBlock, Package, PackageItem, Recipient
from whitebeam.marac.queries import packing as queries
from whitebeam.marac.services import packing, transferring
from whitebeam.marac.tests.moving_steps import (
    ALL,
    EMAIL,
    a_shared_case,
    another_panel,
    invite,
    link_sent,
    packages,
    send,
)

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


def test_the_coordinator_of_the_other_panel_reads_it_and_it_says_when(client, marac, case):
    panel, there = another_panel(marac)
    send(marac, case, to=panel)
    (package,) = packages()
    with_second_factor(client, there)

    page = client.get(reverse("marac:package", args=[package.pk]))

    assert "shotgun" in page.text
    assert "Her address is withheld" in page.text
    assert case.reference in page.text
    (opened,) = packages()
    assert opened.opened_by == there
    first = opened.opened_at
    client.get(reverse("marac:package", args=[package.pk]))
    assert packages()[0].opened_at == first
    printed = client.get(reverse("marac:package_pdf", args=[package.pk]))
    assert printed.content.startswith(b"%PDF")
    assert client.get(reverse("marac:case", args=[case.pk])).status_code == 404
    with as_role("wb_bulk"):
        received = Recipient.objects.exclude(disclosure__to_marac="").values_list(
            "agency", flat=True
        )
        assert set(received) == {marac.outside.pk}
    with as_role("wb_backup"):
        verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"marac.package.sent", "marac.package.opened", "marac.package.printed"} <= verbs


def test_it_opens_to_nobody_else(client, marac, case):
    panel, _ = another_panel(marac)
    send(marac, case, to=panel)
    where = reverse("marac:package", args=[packages()[0].pk])

    for user in (marac.rep, marac.housing_rep, marac.referrer, marac.chair):
        assert with_second_factor(type(client)(), user).get(where).status_code == 404
        with acting_as(user):
            assert not PackageItem.objects.exists()


def test_what_is_brought_back_closes(client, marac, case):
    panel, there = another_panel(marac)
    send(marac, case, to=panel)
    where = reverse("marac:package", args=[packages()[0].pk])
    with acting_as(marac.coordinator):
        transferring.bring_back(case_id=case.pk, words="Error", by=marac.coordinator, at=NOON)

    assert with_second_factor(client, there).get(where).status_code == 404


def test_to_whom_the_case_is_blocked_it_was_never_sent(client, marac, case):
    panel, there = another_panel(marac)
    send(marac, case, to=panel)
    with as_role("wb_bulk"):
        CaseBlock.objects.create(
            case=case, user=there, reason="Kin", set_by=marac.coordinator, set_at=NOON
        )

    where = reverse("marac:package", args=[packages()[0].pk])
    assert with_second_factor(client, there).get(where).status_code == 404
    with acting_as(there):
        assert not Package.objects.exists()
        assert not policy.transfers_arriving_at(there).exists()


def test_a_guest_of_a_marac_elsewhere_reads_it_by_link_and_code_and_nothing_else(
    client, marac, case
):
    send(marac, case)
    (package,) = packages()
    code = invite(marac, package)
    where = link_sent()

    assert "shotgun" not in mail.outbox[-1].body
    assert case.reference not in mail.outbox[-1].body
    assert client.post(where, {"code": "WRONG"}).status_code == 422
    answer = client.post(where, {"code": code})
    assert answer["Location"] == reverse("marac:package", args=[package.pk])
    page = client.get(answer["Location"])
    assert "shotgun" in page.text
    assert "Ada There, Elsewhere MARAC" in page.text
    with as_role("wb_bulk"):
        guest = User.objects.get(email=EMAIL)
    assert packages()[0].opened_by == guest
    listed = client.get(reverse("marac:packages")).text
    assert "Package 1 to Elsewhere MARAC" in listed
    assert case.reference not in client.get(reverse("marac:waiting")).text
    with as_role("wb_bulk"):
        request = case.requests.get(agency=marac.police)
    assert client.get(reverse("marac:answer", args=[request.pk])).status_code == 404


def test_a_guest_who_did_not_give_the_code_reads_nothing(marac, case):
    send(marac, case)
    invite(marac, packages()[0])
    with as_role("wb_bulk"):
        guest = User.objects.get(email=EMAIL)

    with acting_as(guest):
        assert not Package.objects.exists()
        assert not PackageItem.objects.exists()
        assert queries.sent_to(guest) == []


def test_a_guest_is_out_when_it_is_brought_back(client, marac, case):
    send(marac, case)
    (package,) = packages()
    code = invite(marac, package)
    client.post(link_sent(), {"code": code})
    with acting_as(marac.coordinator):
        transferring.bring_back(case_id=case.pk, words="Error", by=marac.coordinator, at=NOON)

    where = reverse("marac:package", args=[package.pk])
    assert client.get(where).status_code == 404


def test_nobody_is_let_into_what_is_not_hers_or_goes_to_our_own(marac, case):
    panel, there = another_panel(marac)
    send(marac, case, to=panel)
    (package,) = packages()

    with pytest.raises(Refused, match="one of our own panels"):
        invite(marac, package)
    with pytest.raises(Refused, match="not sent by your MARAC"):
        invite(marac, package, by=there)


def test_only_whom_it_was_sent_to_says_that_it_was_opened(marac, case):
    send(marac, case)
    (package,) = packages()

    with acting_as(marac.coordinator):
        packing.note_opened(package, by=marac.coordinator, at=NOON)
        changed = Package.objects.filter(pk=package.pk).update(
            opened_at=NOON, opened_by=marac.coordinator
        )
    assert changed == 0
    assert packages()[0].opened_at is None


def test_nobody_signs_an_opening_for_another(marac, case):
    panel, there = another_panel(marac)
    send(marac, case, to=panel)

    with acting_as(there), pytest.raises(DatabaseError), transaction.atomic():
        Package.objects.update(opened_at=NOON, opened_by=marac.coordinator)


def test_the_page_offers_everything_and_keeps_what_was_typed(client, marac, case):
    with_second_factor(client, marac.coordinator)
    where = reverse("marac:transfer", args=[case.pk])

    assert client.get(where).text.count("checked") == len(ALL)
    again = client.post(where, {"reason": "She moves", "move": "PERMANENT"})
    assert again.status_code == 422
    assert "Enter which MARAC, or select one of ours" in again.text
    assert "She moves" in again.text


def test_the_pages_of_whoever_sends_it(client, marac, case):
    with_second_factor(client, marac.coordinator)
    told = {"other_marac": "Elsewhere MARAC", "reason": "She moves", "move": "PERMANENT",
            "withheld": "NO", "circulated": "NO", "documents": ["REFERRAL"]}  # fmt: skip
    assert client.post(reverse("marac:transfer", args=[case.pk]), told).status_code == 302
    sent = reverse("marac:packages_of_case", args=[case.pk])

    assert "Not opened yet" in client.get(sent).text
    assert client.post(sent, {}).status_code == 422
    assert client.post(sent, {"documents": ["MINUTES"]}).status_code == 422
    assert client.post(sent, {"documents": ["RESEARCH"]}).status_code == 302
    where = reverse("marac:package_guests", args=[packages()[0].pk])
    assert (
        client.post(where, {"name": "Ada", "email": "a@gmail.com", "days": "7"}).status_code == 422
    )
    page = client.post(where, {"name": "Ada", "email": EMAIL, "days": "7"})
    assert "Read this code out to Ada" in page.text
    with as_role("wb_bulk"):
        access = packages()[0].guests.get()
    ended = client.post(reverse("marac:end_guest", args=[access.pk]))
    assert ended["Location"] == sent
    ledger = client.get(reverse("marac:case_ledger", args=[case.pk])).text
    assert "Sent to Elsewhere MARAC" in ledger


def test_an_agency_reads_in_the_ledger_that_its_own_went_and_not_what_else(client, marac, case):
    send(marac, case, withheld=False)

    page = with_second_factor(client, marac.rep).get(reverse("marac:case_ledger", args=[case.pk]))

    assert "Sent to Elsewhere MARAC" in page.text
    assert "The referral" not in page.text
