"""Sheets of the directory: lots, services, helplines, groups."""

from datetime import date

from whitebeam.config.pack.loading.partners import AREA
from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, always
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.directory import OFFERED, Contract, Service
from whitebeam.directory import models
from whitebeam.partners.models import Agency

PROVIDER = Reference(Agency, ("code",), ("provider__code",))


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the directory's tables should hold."""
    return (
        _lots(pack, on=on),
        _lot_areas(pack),
        _services(pack, on=on),
        _service_areas(pack),
        _helplines(pack, on=on),
        _groups(pack, on=on),
    )


def _lots(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": lot.code,
                "name": lot.name,
                "provider__code": lot.provider,
                "terms": terms(lot.contract),
                "starts_on": lot.contract.starts_on,
                "ends_on": lot.contract.ends_on,
                "source": lot.source,
            }
        )
        for lot in pack.lots
    )
    references = {"provider__code": PROVIDER}
    return Sheet("lots", models.Lot, ("code",), rows, references, ends=always(ends_on=on))


def terms(contract: Contract) -> str:
    """Say a contract's terms in one line."""
    years = [str(number) for number in (contract.years or 0, *contract.extensions) if number]
    parts = [
        f"{' + '.join(years)} years" if years else "",
        f"last published end {contract.published_end}" if contract.published_end else "",
        contract.note,
    ]
    return ". ".join(part for part in parts if part)


def _lot_areas(pack: Pack) -> Sheet:
    rows = tuple(
        Row({"lot__code": lot.code, "area__code": area})
        for lot in pack.lots
        for area in pack.area_codes(lot.areas)
    )
    references = {"lot__code": Reference(models.Lot, ("code",), ("lot__code",)), "area__code": AREA}
    key = ("lot__code", "area__code")
    return Sheet("areas of lots", models.LotArea, key, rows, references, removed=True)


def _offered(pack: Pack) -> tuple[Service, ...]:
    return tuple(service for service in pack.services if service.status in OFFERED)


def _services(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": service.code,
                "name": service.name,
                "kind": service.kind,
                "provider__code": service.provider,
                "lot__code": service.lot,
                "summary": service.summary,
                "min_age": service.eligibility.age_min,
                "max_age": service.eligibility.age_max,
                "sexes": service.eligibility.sexes,
                "risks": service.eligibility.risks,
                "needs": service.eligibility.needs,
                "source": service.source,
                "ended_on": None,
            }
        )
        for service in _offered(pack)
    )
    references = {
        "provider__code": PROVIDER,
        "lot__code": Reference(models.Lot, ("code",), ("lot__code",)),
    }
    return Sheet("services", models.Service, ("code",), rows, references, ends=always(ended_on=on))


def _service_areas(pack: Pack) -> Sheet:
    rows = tuple(
        Row({"service__code": service.code, "area__code": area})
        for service in _offered(pack)
        for area in pack.area_codes(service.areas)
    )
    references = {
        "service__code": Reference(models.Service, ("code",), ("service__code",)),
        "area__code": AREA,
    }
    key = ("service__code", "area__code")
    return Sheet("areas of services", models.ServiceArea, key, rows, references, removed=True)


def _helplines(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": line.code,
                "name": line.name,
                "number": line.phone,
                "hours": line.hours,
                "note": line.audience,
                "is_confirmed": line.confirmed,
                "checked_on": line.checked,
                "sources": "\n".join(line.places),
                "ended_on": None,
            }
        )
        for line in pack.helplines
    )
    return Sheet("helplines", models.Helpline, ("code",), rows, {}, ends=always(ended_on=on))


def _groups(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": group.code,
                "name": group.name,
                "kind": group.kind,
                "source": group.source,
                "ended_on": None,
            }
        )
        for group in pack.groups
    )
    return Sheet("groups", models.Group, ("code",), rows, {}, ends=always(ended_on=on))
