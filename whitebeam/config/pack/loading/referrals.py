"""Sheets of referrals: queues, routing, reasons, forms."""

from collections.abc import Callable
from datetime import date, timedelta

from whitebeam.config.pack.loading.partners import AGENCY
from whitebeam.config.pack.loading.sheets import Key, Reference, Row, Sheet, Values, always
from whitebeam.config.pack.pack import Pack
from whitebeam.config.pack.schema.work import Conditions, RoutingRule
from whitebeam.directory.models import Service
from whitebeam.partners.models import Team
from whitebeam.referrals import models

REASONS = (
    ("DECLINE", "decline_reasons"),
    ("RETURN", "return_reasons"),
    ("RECALL", "recall_reasons"),
    ("CLOSE", "closure_reasons"),
)


def sheets(pack: Pack, *, on: date) -> tuple[Sheet, ...]:
    """Return what the referrals app's own settings should be."""
    return (_queues(pack, on=on), _rules(pack, on=on), _reasons(pack, on=on), _forms(pack))


def _queues(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": queue.code,
                "name": queue.name,
                "agency__code": queue.agency,
                "team__code": queue.team,
                "service__code": queue.service,
                "clocks": {risk: clock.model_dump() for risk, clock in queue.clocks.items()},
                "claim_minutes": queue.claim_minutes,
                "escalation": [step.model_dump() for step in queue.escalation],
                "ended_on": None,
            }
        )
        for queue in pack.queues
    )
    references = {
        "agency__code": AGENCY,
        "team__code": Reference(Team, ("agency__code", "code"), ("agency__code", "team__code")),
        "service__code": Reference(Service, ("code",), ("service__code",)),
    }
    return Sheet("queues", models.Queue, ("code",), rows, references, ends=always(ended_on=on))


def _rules(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(_rule(pack, position, rule), ("routing", position))
        for position, rule in enumerate(pack.routing)
    )
    return Sheet(
        "routing rules",
        models.RoutingRule,
        ("code", "starts_on"),
        rows,
        {"queue__code": Reference(models.Queue, ("code",), ("queue__code",))},
        ends=_followed(pack, on=on),
        fixed=("sentence", "when", "queue__code"),
    )


def _followed(pack: Pack, *, on: date) -> Callable[[Key], Values]:
    """End a rule the day before the one that follows it begins, or before today."""
    following = {rule.code: rule.starts_on for rule in pack.routing}
    return lambda key: {"ends_on": max(following.get(key[0], on), on) - timedelta(days=1)}


def _rule(pack: Pack, position: int, rule: RoutingRule) -> Values:
    return {
        "code": rule.code,
        "starts_on": rule.starts_on,
        "position": float(position + 1),
        "sentence": rule.sentence,
        "when": conditions(pack, rule.when),
        "queue__code": rule.queue,
        "ends_on": None,
        "source": rule.source,
    }


def conditions(pack: Pack, when: Conditions) -> dict[str, object]:
    """Return conditions as they are stored: only what is named, areas by their codes."""
    named = when.model_dump(exclude_defaults=True)
    if when.area:
        named["area"] = pack.area_codes(when.area)
    return named


def _reasons(pack: Pack, *, on: date) -> Sheet:
    rows = tuple(
        Row(
            {
                "kind": kind,
                "code": reason.code,
                "label": reason.label,
                "counts_as_unmet_need": reason.unmet_need,
                "ended_on": None,
            }
        )
        for kind, section in REASONS
        for reason in getattr(pack, section)
    )
    key = ("kind", "code")
    return Sheet("reasons", models.Reason, key, rows, {}, ends=always(ended_on=on))


def _forms(pack: Pack) -> Sheet:
    rows = tuple(
        Row(
            {
                "code": form.code,
                "version": form.version,
                "name": form.name,
                "starts_on": form.starts_on,
                "definition": form.model_dump(mode="json", by_alias=True),
            },
            (f"forms/{form.code}", "version"),
        )
        for form in pack.forms
    )
    fixed = ("name", "starts_on", "definition")
    return Sheet("forms", models.FormVersion, ("code", "version"), rows, {}, fixed=fixed)
