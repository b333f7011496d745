"""Builders shared by every app. They write as wb_bulk, past the walls, as a loader would.

A user made here is ready to work: active and with a second factor, so that a page test may use
`client.force_login(user)` and land on the page. `UserFactory(second_factor=False)` has none yet.
"""

from datetime import date
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from tests.roles import as_role
from whitebeam.accounts.models import User
from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.models import (
    Agency,
    AgencyArea,
    AgreementParty,
    Area,
    Duty,
    Membership,
    RoleTemplate,
    SharingAgreement,
    Team,
)

LONG_AGO = date(2020, 1, 1)
FAR_OFF = date(2099, 12, 31)


class BulkFactory(DjangoModelFactory):
    """Builds one row, and whatever belongs to it, as wb_bulk."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def create(cls, **kwargs: Any) -> Any:
        with as_role("wb_bulk"):
            return super().create(**kwargs)


class AreaFactory(BulkFactory):
    class Meta:
        model = Area

    code = factory.Sequence("E0700{:04d}".format)
    name = factory.Sequence("District {}".format)
    county = "Exampleshire"


class AgencyFactory(BulkFactory):
    class Meta:
        model = Agency

    code = factory.Sequence("agency-{}".format)
    name = factory.Sequence("Agency {}".format)
    kind = Agency.Kind.CHARITY

    @factory.post_generation
    def areas(self, create, areas, **_):
        for area in areas or ():
            AgencyArea.objects.create(agency=self, area=area)


class TeamFactory(BulkFactory):
    class Meta:
        model = Team

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence("team-{}".format)
    name = factory.Sequence("Team {}".format)


class RoleTemplateFactory(BulkFactory):
    class Meta:
        model = RoleTemplate

    code = factory.Sequence("role-{}".format)
    name = factory.Sequence("Role {}".format)
    duties = [Duty.REFER, Duty.VIEW_OWN_REFERRALS]


class UserFactory(BulkFactory):
    class Meta:
        model = User

    email = factory.Sequence("worker-{}@agency.example".format)
    name = factory.Sequence("Worker {}".format)

    @classmethod
    def _create(cls, model_class, *args, password=None, **kwargs):
        return model_class.objects.create_user(*args, password=password, **kwargs)

    @factory.post_generation
    def second_factor(self, create, wanted, **_):
        if wanted is not False:
            Authenticator.objects.create(
                user=self, type=Authenticator.Type.TOTP, data={"secret": "not a secret"}
            )


class MembershipFactory(BulkFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    agency = factory.SubFactory(AgencyFactory)
    duties = factory.LazyFunction(list)
    starts_on = LONG_AGO


class SharingAgreementFactory(BulkFactory):
    """`SharingAgreementFactory(between=[one, other])` has both give and receive."""

    class Meta:
        model = SharingAgreement

    code = factory.Sequence("agreement-{}".format)
    name = factory.Sequence("Agreement {}".format)
    purposes = [purpose.value for purpose in Purpose]
    categories = [f"F{number}" for number in range(1, 11)]
    lawful_basis = "Public task"
    starts_on = LONG_AGO
    review_on = FAR_OFF
    ends_on = FAR_OFF

    @factory.post_generation
    def between(self, create, agencies, **_):
        for agency in agencies or ():
            AgreementParty.objects.create(agreement=self, agency=agency)


def worker_at(agency: Agency, *duties: Duty, **membership: Any) -> User:
    """Return a new user who has these duties at the agency today."""
    user = UserFactory()
    MembershipFactory(user=user, agency=agency, duties=list(duties), **membership)
    return user
