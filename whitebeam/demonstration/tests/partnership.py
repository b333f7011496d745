"""A partnership just large enough for the demonstration to live in."""

from datetime import datetime
from pathlib import Path

import yaml

from tests.factories import (
    LONG_AGO,
    AgencyFactory,
    AreaFactory,
    RoleTemplateFactory,
    SharingAgreementFactory,
    TeamFactory,
)
from tests.roles import as_role
from whitebeam.kernel.clocks import LONDON
from whitebeam.partners.models import Agency, Duty, Postcode
from whitebeam.referrals.models import FormVersion, Queue, Reason, RoutingRule

NOW = datetime(2026, 5, 6, 10, 30, tzinfo=LONDON)
FORM = Path(__file__).parents[3] / "packs/example/forms/referral.yaml"
ROLES = {
    "school-safeguarding-lead": [Duty.REFER, Duty.VIEW_OWN_REFERRALS],
    "gp": [Duty.REFER, Duty.VIEW_OWN_REFERRALS],
    "police-officer": [Duty.REFER, Duty.SHORT_REFERRAL],
    "hospital-clinician": [Duty.REFER],
    "referring-practitioner": [Duty.REFER, Duty.VIEW_PEOPLE],
    "triage-worker": [Duty.REFER, Duty.TRIAGE_REFERRALS],
    "idva": [Duty.REFER, Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS],
    "guardian": [Duty.GUARD_RECORDS],
    "coordinator": [Duty.COORDINATE_MATCHES],
}
KINDS = ("POLICE", "HOUSING", "CHILDRENS_SERVICES", "CHARITY", "PARTNERSHIP_TEAM", "COUNCIL")


def make_partnership() -> Agency:
    """Make two areas, an agency of each kind, one queue that takes everything, and its provider."""
    areas = [AreaFactory(name="Northdown"), AreaFactory(name="Southdown")]
    agencies = [AgencyFactory(kind=kind, areas=areas) for kind in KINDS]
    agencies += [
        AgencyFactory(name=name, kind=kind, areas=areas)
        for name, kind in (
            ("Alder School", "EDUCATION"),
            ("Beech School", "EDUCATION"),
            ("Cherry Surgery", "PRIMARY_CARE"),
            ("Down Hospital", "ACUTE_HEALTH"),
        )
    ]
    provider = AgencyFactory(code="provider", kind="SPECIALIST_SERVICE", areas=areas)
    SharingAgreementFactory(between=[*agencies, provider])
    TeamFactory(agency=provider, code="advisers")
    for code, duties in ROLES.items():
        RoleTemplateFactory(code=code, duties=duties)
    with as_role("wb_bulk"):
        _postcodes(areas)
        _referrals(provider)
    return provider


def _postcodes(areas):
    for number, area in enumerate(areas):
        Postcode.objects.bulk_create(
            Postcode(postcode=f"ZZ{number}{tail}AA", area=area) for tail in range(1, 10)
        )


def _referrals(provider):
    definition = yaml.safe_load(FORM.read_text())
    definition["from"] = str(definition["from"])
    FormVersion.objects.create(
        code="referral", version=1, name="Referral", starts_on=LONG_AGO, definition=definition
    )
    queue = Queue.objects.create(
        code="all",
        name="All",
        agency=provider,
        clocks={"NOT_KNOWN": {"hours": 8, "calendar": "WORKING"}},
    )
    team = Agency.objects.get(kind="PARTNERSHIP_TEAM")
    unplaced = Queue.objects.create(
        code="unplaced",
        name="Unplaced",
        agency=team,
        clocks={"NOT_KNOWN": {"hours": 8, "calendar": "WORKING"}},
    )
    for position, into in enumerate((queue, unplaced)):
        RoutingRule.objects.create(
            code=into.code, position=position, sentence=".", queue=into, starts_on=LONG_AGO
        )
    for kind in ("DECLINE", "RETURN", "RECALL", "CLOSE"):
        Reason.objects.create(code="OTHER", kind=kind, label="Another reason")
