"""Accounts come by invitation only: to one address, once, for the duties a lead may give."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import AgencyFactory, RoleTemplateFactory, UserFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.models import IdentityProvider, OneUseLink, User
from whitebeam.audit.models import Entry
from whitebeam.kernel.errors import Refused
from whitebeam.partners import policy
from whitebeam.partners.models import Duty, Invitation, Membership
from whitebeam.partners.services import inviting
from whitebeam.partners.tests.world import a_lead, as_user, deliver, enter, link_in

pytestmark = pytest.mark.django_db

URL = "/partnership/users/invite/"
PASSWORD = {"password1": "lantern biscuit meadow", "password2": "lantern biscuit meadow"}
NEWCOMER = {"name": "Robin Marsh", "email": "robin@agency.example", "job_title": "Lead"}


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def lead(agency):
    return a_lead(agency)


def invite(client, lead, **answers):
    enter(client, lead)
    agency = policy.managed_by(lead).get()
    given = NEWCOMER | {"agency": agency.pk, "duties": [Duty.REFER]} | answers
    return client.post(URL, given)


def accept(client, mailoutbox, data=None):
    client.post("/account/sign-out/")
    deliver()
    return client.post(link_in(mailoutbox[-1]), data or PASSWORD)


def test_the_invited_person_begins_with_those_duties_and_adds_a_second_step(
    client, lead, agency, mailoutbox
):
    response = invite(client, lead)
    assert response.url == "/partnership/users/"

    accept(client, mailoutbox)

    user = User.objects.get(email="robin@agency.example")
    assert user.check_password(PASSWORD["password1"])
    assert list(policy.agencies_where(user, Duty.REFER)) == [agency]
    assert client.get("/partnership/users/").url == "/account/security/"
    with as_role("wb_backup"):
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"partners.user.invited", "partners.invitation.accepted"} <= verbs


def test_the_message_names_neither_the_agency_nor_the_work(client, lead, agency, mailoutbox):
    invite(client, lead)
    deliver()

    [message] = mailoutbox
    assert message.subject == "An invitation"
    assert agency.name not in message.body
    assert "Robin" not in message.body


def test_a_role_gives_its_duties(client, lead, agency, mailoutbox):
    role = RoleTemplateFactory(duties=[Duty.TRIAGE_REFERRALS], kinds=[agency.kind])

    invite(client, lead, role=role.pk, duties=[])

    assert Invitation.objects.get().duties == [Duty.TRIAGE_REFERRALS]


def test_needs_at_least_one_duty(client, lead):
    response = invite(client, lead, duties=[])

    assert response.status_code == 422
    assert 'href="#id_duties"' in response.content.decode()


@pytest.mark.parametrize("duty", policy.PARTNERSHIP_DUTIES)
def test_a_lead_does_not_give_what_is_the_partnerships_to_give(client, lead, duty):
    assert invite(client, lead, duties=[duty]).status_code == 422
    with as_user(lead), pytest.raises(Refused):
        inviting.require_givable([duty], by=lead)


def test_whoever_configures_the_partnership_gives_every_duty(client, agency):
    lead = a_lead(agency, Duty.CONFIGURE_PARTNERSHIP)

    assert invite(client, lead, duties=[Duty.GUARD_RECORDS]).status_code == 302


def test_a_lead_invites_to_their_own_agency_only(client, lead):
    other = AgencyFactory()

    assert invite(client, lead, agency=other.pk).status_code == 422
    with as_user(lead), pytest.raises(Refused):
        inviting.invite(
            inviting.Newcomer("a@b.example", "A", "", [Duty.REFER]),
            to=other,
            by=lead,
            at=timezone.now(),
        )


def test_the_same_address_is_not_invited_twice(client, lead):
    invite(client, lead)

    response = invite(client, lead, email="ROBIN@agency.example")

    assert "Somebody is invited under this address already" in response.content.decode()


def test_a_stranger_and_a_user_of_another_agency_are_invited_alike(client, lead):
    known = worker_at(AgencyFactory(), Duty.REFER)

    strange = invite(client, lead)
    familiar = invite(client, lead, email=known.email)

    assert (strange.status_code, strange.url) == (familiar.status_code, familiar.url)
    page = client.get("/partnership/users/").content.decode()
    assert known.email in page
    assert known.name not in page


def test_somebody_who_is_here_signs_in_and_says_yes(client, lead, agency, mailoutbox):
    known = worker_at(AgencyFactory(), Duty.REFER)
    invite(client, lead, email=known.email)

    first = accept(client, mailoutbox)
    assert first.url.startswith("/account/sign-in/?next=/partnership/invitation/")

    enter(client, known)
    client.post(link_in(mailoutbox[-1]))
    assert agency in policy.agencies_where(known, Duty.REFER)


def test_nobody_else_says_yes_for_them(client, lead, agency, mailoutbox):
    known = worker_at(AgencyFactory(), Duty.REFER)
    invite(client, lead, email=known.email)
    deliver()

    client.post(link_in(mailoutbox[-1]))

    assert agency not in policy.agencies_where(known, Duty.REFER)
    assert not Membership.objects.filter(user=known, agency=agency).exists()


def test_an_address_of_an_agencys_provider_needs_no_password(client, lead, mailoutbox):
    with as_role("wb_bulk"):
        IdentityProvider.objects.create(
            code="county", name="County", issuer="https://id.example", client_id="x", secret="s",
            email_domains=["county.example"],
        )  # fmt: skip
    invite(client, lead, email="robin@county.example")

    response = accept(client, mailoutbox, {"begin": "1"})

    assert response.url == "/account/sign-in/with/county/"
    assert not User.objects.get(email="robin@county.example").has_usable_password()


def test_a_guest_who_is_invited_becomes_a_colleague(client, lead, mailoutbox):
    guest = UserFactory(kind=User.Kind.GUEST)
    invite(client, lead, email=guest.email)

    accept(client, mailoutbox)

    guest.refresh_from_db()
    assert guest.kind == User.Kind.STAFF


def test_a_withdrawn_invitation_does_not_open(client, lead, mailoutbox):
    invite(client, lead)
    client.post(f"/partnership/invitations/{Invitation.objects.get().pk}/withdraw/")

    assert accept(client, mailoutbox).status_code == 410


def test_another_lead_does_not_withdraw_it(client, lead):
    invite(client, lead)
    other = a_lead()

    with as_user(other), pytest.raises(Refused):
        inviting.withdraw_invitation(
            invitation_id=Invitation.objects.get().pk, by=other, at=timezone.now()
        )


def test_an_invitation_works_once(client, lead, mailoutbox):
    invite(client, lead)
    accept(client, mailoutbox)

    assert accept(client, mailoutbox).status_code == 410


@pytest.mark.parametrize(
    "password", [{"password1": "short", "password2": "short"}, {"password1": "", "password2": ""}]
)
def test_a_weak_password_is_sent_back(client, lead, mailoutbox, password):
    invite(client, lead)

    response = accept(client, mailoutbox, password)

    assert response.status_code == 422
    assert 'href="#id_password1"' in response.content.decode()


def an_invitation(agency, lead, **values):
    at = timezone.now()
    link = OneUseLink(
        kind=OneUseLink.Kind.INVITATION,
        email="a@b.example",
        email_key="k",
        asked_at=at,
        expires_at=at + timedelta(days=7),
    )
    link.save()
    return Invitation(link=link, agency=agency, email="a@b.example", invited_by=lead, **values)


@pytest.mark.parametrize(
    "name", ["invitation_is_open_once_per_address", "invitation_is_accepted_or_withdrawn"]
)
def test_the_database_refuses(name, agency, lead):
    with as_role("wb_bulk"):
        an_invitation(agency, lead).save()
    both = {"accepted_at": timezone.now(), "withdrawn_at": timezone.now()}
    values = both if name == "invitation_is_accepted_or_withdrawn" else {}

    with pytest.raises(IntegrityError, match=name), transaction.atomic(), as_role("wb_bulk"):
        an_invitation(agency, lead, **values).save()


def test_joining_again_replaces_the_duties_of_before(client, lead, agency, mailoutbox):
    known = worker_at(agency, Duty.REFER, starts_on=date(2024, 1, 1))
    invite(client, lead, email=known.email, duties=[Duty.TRIAGE_REFERRALS])
    deliver()
    enter(client, known)

    client.post(link_in(mailoutbox[-1]))

    assert policy.duties_of(known) == {Duty.TRIAGE_REFERRALS}
