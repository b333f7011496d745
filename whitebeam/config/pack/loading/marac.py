"""Sheets of MARAC: panels and their members, pathways, statements."""

from datetime import date

from whitebeam.config.pack.loading.partners import AGENCY, AREA
from whitebeam.config.pack.loading.sheets import Reference, Row, Sheet, always
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.marac import ResearchTemplate
from whitebeam.marac import models
from whitebeam.partners.models import Agency, SharingAgreement

ROLES = ("coordinated_by", "chaired_by", "advocated_by")


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what MARAC's own settings should be."""
    return (
        _panels(pack, on=on),
        _members(pack, on=on),
        _pathways(pack),
        _late_reasons(pack, on=on),
        _statements(pack),
    )


def _panels(pack: Pack, *, on: date) -> Sheet:
    codes = {area.short: area.code for area in pack.areas}
    rows = tuple(
        Row(
            {
                "code": panel.code,
                "name": panel.name,
                "area__code": codes[panel.area],
                **{f"{role}__code": getattr(panel, role) for role in ROLES},
                "pattern": panel.pattern.model_dump(mode="json"),
                "source": panel.source,
                "ended_on": None,
            }
        )
        for panel in pack.marac_panels
    )
    references = {
        "area__code": AREA,
        **{f"{role}__code": Reference(Agency, ("code",), (f"{role}__code",)) for role in ROLES},
    }
    return Sheet("MARACs", models.Panel, ("code",), rows, references, ends=always(ended_on=on))


def _members(pack: Pack, *, on: date) -> Sheet:
    kinds = {agency.code: agency.kind for agency in pack.agencies}
    rows = tuple(
        Row(
            {
                "panel__code": panel.code,
                "agency__code": member,
                "agreement__code": panel.agreement,
                "template": template.code,
                "parts": template.parts,
                "identifiers": template.identifiers,
                "prompts": template.prompts,
                "ended_on": None,
            }
        )
        for panel in pack.marac_panels
        for member in panel.members
        # An invented agency is left out of a pack that is loaded without its demonstration.
        if member in kinds
        for template in _templates_for(pack, kinds[member])
    )
    references = {
        "panel__code": Reference(models.Panel, ("code",), ("panel__code",)),
        "agency__code": AGENCY,
        "agreement__code": Reference(SharingAgreement, ("code",), ("agreement__code",)),
    }
    key = ("panel__code", "agency__code")
    return Sheet(
        "members of MARACs",
        models.PanelMember,
        key,
        rows,
        references,
        ends=always(ended_on=on),
    )


def _templates_for(pack: Pack, kind: str) -> tuple[ResearchTemplate, ...]:
    return tuple(one for one in pack.marac_templates if kind in one.kinds)[:1]


def _pathways(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": way.code,
                "starts_on": way.starts_on,
                "kind": way.kind,
                "name": way.name,
                "guidance": way.guidance,
                "clocks": {str(step): clock.model_dump() for step, clock in way.clocks.items()},
                "source": way.source,
                "ends_on": None,
            }
        )
        for way in pack.marac_pathways
    )
    key = ("code", "starts_on")
    return Sheet("MARAC pathways", models.Pathway, key, rows, {}, fixed=("kind", "clocks"))


def _late_reasons(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": one.code,
                "starts_on": one.starts_on,
                "label": one.label,
                "needs_detail": one.needs_detail,
                "source": one.source,
                "ends_on": None,
            }
        )
        for one in pack.marac_late_reasons
    )
    key = ("code", "starts_on")
    return Sheet(
        "reasons for late cases", models.LateReason, key, rows, {}, ends=always(ends_on=on),
        fixed=("label",),
    )  # fmt: skip


def _statements(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": one.code,
                "version": one.version,
                "text": one.text,
                "starts_on": one.starts_on,
                "source": one.source,
            }
        )
        for one in pack.marac_statements
    )
    key = ("code", "version")
    return Sheet("MARAC statements", models.Statement, key, rows, {}, fixed=("text", "starts_on"))
