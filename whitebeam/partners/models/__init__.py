"""Agencies, their teams and areas, who works for them and how, and what they may share."""

from whitebeam.partners.models.agencies import Agency, AgencyArea, Area, Postcode, Team
from whitebeam.partners.models.duties import CASE_DUTIES, Duty
from whitebeam.partners.models.settings import LocalSetting
from whitebeam.partners.models.sharing import AgreementParty, AgreementWarning, SharingAgreement
from whitebeam.partners.models.working import Invitation, Membership, RoleTemplate

__all__ = [
    "CASE_DUTIES",
    "Agency",
    "AgencyArea",
    "AgreementParty",
    "AgreementWarning",
    "Area",
    "Duty",
    "Invitation",
    "LocalSetting",
    "Membership",
    "Postcode",
    "RoleTemplate",
    "SharingAgreement",
    "Team",
]
