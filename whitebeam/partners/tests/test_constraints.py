"""What must never be of an agency is refused by the database, each rule by its name."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.constraints import constraint_broken_by, constraints_of
from tests.factories import AgencyFactory, AreaFactory, SharingAgreementFactory, UserFactory
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink
from whitebeam.partners.models import (
    AgencyArea,
    AgreementParty,
    AgreementWarning,
    Invitation,
    Membership,
    SharingAgreement,
    Team,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


class World:
    """One agency, area, worker and agreement, saved."""

    def __init__(self):
        self.agency, self.area = AgencyFactory(), AreaFactory()
        self.user, self.agreement = UserFactory(), SharingAgreementFactory()

    def membership(self, **given):
        return Membership(user=self.user, agency=self.agency, starts_on=TODAY, **given)

    def an_agreement(self, **given):
        values = {"starts_on": TODAY, "review_on": TODAY, "ends_on": TODAY, **given}
        return SharingAgreement(code="one", name="One", lawful_basis="Public task", **values)

    def party(self, **given):
        return AgreementParty(agreement=self.agreement, agency=self.agency, **given)

    def warning(self):
        return AgreementWarning(agreement=self.agreement, days=30, warned_on=TODAY)

    def invitation(self, email="one@agency.example", **given):
        with as_role("wb_bulk"):
            link = OneUseLink.objects.create(
                kind="INVITATION",
                email=email,
                email_key="key",
                asked_at=NOON,
                expires_at=NOON + DAY,
            )
        return Invitation(
            link=link, agency=self.agency, email=email, name="One", invited_by=self.user, **given
        )


def twice(make):
    return lambda w: [make(w), make(w)]


BREAKS = {
    "agency_serves_each_area_once": twice(lambda w: AgencyArea(agency=w.agency, area=w.area)),
    "team_code_is_used_once": twice(lambda w: Team(agency=w.agency, code="one", name="One")),
    "membership_ends_after_it_starts": lambda w: [w.membership(ends_on=TODAY - DAY)],
    "membership_is_open_once_per_agency": twice(World.membership),
    "agreement_ends_after_it_starts": lambda w: [w.an_agreement(ends_on=TODAY - DAY)],
    "agreement_hash_is_sha256": lambda w: [w.an_agreement(document_sha256="Z" * 64)],
    "agreement_names_each_party_once": twice(World.party),
    "agreement_party_gives_or_receives": lambda w: [w.party(gives=False, receives=False)],
    "agreement_warns_once_for_each_limit": twice(World.warning),
    "invitation_is_open_once_per_address": lambda w: [
        w.invitation(),
        w.invitation("ONE@agency.example"),
    ],
    "invitation_is_accepted_or_withdrawn": lambda w: [
        w.invitation(accepted_at=NOON, withdrawn_at=NOON)
    ],
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses(name):
    assert constraint_broken_by(BREAKS[name](World())) == name


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraints_of("partners")
