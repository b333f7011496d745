"""Sheets of the partners app: areas, agencies, teams, role templates, agreements."""

from datetime import date

from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, always
from whitebeam.config.pack.pack import Pack
from whitebeam.partners.models import (
    Agency,
    AgencyArea,
    AgreementParty,
    Area,
    RoleTemplate,
    SharingAgreement,
    Team,
)

AGENCY = Reference(Agency, ("code",), ("agency__code",))
AREA = Reference(Area, ("code",), ("area__code",))


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the partners tables should hold."""
    return (
        _areas(pack, on=on),
        _agencies(pack),
        _served(pack),
        _teams(pack, on=on),
        _roles(pack),
        _agreements(pack, on=on),
        _parties(pack),
    )


def _areas(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row({"code": area.code, "name": area.name, "county": area.county, "ended_on": None})
        for area in pack.areas
    )
    return Sheet("areas", Area, ("code",), rows, {}, ends=always(ended_on=on))


def _agencies(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": agency.code,
                "name": agency.name,
                "kind": agency.kind,
                "regime": agency.regime,
                "records_contact": agency.records_contact or "",
                "status": Agency.Status.ACTIVE.value,
            }
        )
        for agency in pack.agencies
    )
    ends = always(status=Agency.Status.ENDED.value)
    return Sheet("agencies", Agency, ("code",), rows, {}, ends=ends)


def _served(pack: Pack) -> Sheet:
    rows = tuple(
        Row({"agency__code": agency.code, "area__code": area})
        for agency in pack.agencies
        for area in pack.area_codes(agency.areas)
    )
    key = ("agency__code", "area__code")
    references = {"agency__code": AGENCY, "area__code": AREA}
    return Sheet("areas served", AgencyArea, key, rows, references, removed=True)


def _teams(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row({"agency__code": agency.code, "code": team.code, "name": team.name, "ended_on": None})
        for agency in pack.agencies
        for team in agency.teams
    )
    key = ("agency__code", "code")
    return Sheet("teams", Team, key, rows, {"agency__code": AGENCY}, ends=always(ended_on=on))


def _roles(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": role.code,
                "name": role.name,
                "description": role.description,
                "duties": role.duties,
                "kinds": role.kinds,
            }
        )
        for role in pack.duties
    )
    return Sheet("role templates", RoleTemplate, ("code",), rows, {})


def _agreements(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": agreement.code,
                "name": agreement.name,
                "purposes": agreement.purposes,
                "categories": agreement.categories,
                "lawful_basis": agreement.lawful_basis,
                "starts_on": agreement.starts_on,
                "review_on": agreement.review_on,
                "ends_on": agreement.ends_on,
                "document_name": agreement.document,
                "document_sha256": agreement.sha256,
            }
        )
        for agreement in pack.agreements
    )
    return Sheet("agreements", SharingAgreement, ("code",), rows, {}, ends=always(ends_on=on))


def _parties(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "agreement__code": agreement.code,
                "agency__code": party.agency,
                "gives": party.gives,
                "receives": party.receives,
            }
        )
        for agreement in pack.agreements
        for party in agreement.parties
    )
    references = {
        "agreement__code": Reference(SharingAgreement, ("code",), ("agreement__code",)),
        "agency__code": AGENCY,
    }
    key = ("agreement__code", "agency__code")
    return Sheet("agreement parties", AgreementParty, key, rows, references, removed=True)
