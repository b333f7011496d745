"""The ledger of a case: its lines with who received what, and the facts that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from whitebeam.accounts.models import User
from whitebeam.marac import policy
from whitebeam.marac.models import (
    Case,
    CasePerson,
    Disclosure,
    Entry,
    PackageItem,
    ProcessLink,
    Recipient,
    ResearchItem,
    ResearchRequest,
    Telling,
    Unreached,
    Wish,
)

TABLES: tuple[type[Model], ...] = (
    *(ResearchItem, Wish, Telling, Unreached, Entry, PackageItem, ProcessLink),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a case, newest first, and the facts the reader may see, by their ids."""

    lines: Sequence[Disclosure]
    facts: dict[UUID, Model]


def line_of(user: User, case: Case, fact: UUID) -> Ledger:
    """Return the line about one fact of a case whose papers the user reads, if it has one."""
    return _ledger(user, case, Q(about_id=fact))


def ledger_of(user: User, case: Case) -> Ledger:
    """Return the whole ledger of a case whose papers the user reads."""
    return _ledger(user, case, Q())


def _ledger(user: User, case: Case, which: Q) -> Ledger:
    asked = ResearchRequest.objects.filter(case=OuterRef("case"), agency=OuterRef("agency"))
    received = (
        Recipient.objects.select_related("agency", "agreement")
        .annotate(asked_in_emergency=Exists(asked.filter(emergency_why__isnull=False)))
        .order_by("agency__name")
    )
    lines = (
        policy.disclosures_seen_by(user)
        .filter(which, case=case)
        .select_related("controller", "agreement", "decided_by")
        .prefetch_related(Prefetch("recipients", queryset=received, to_attr="received"))
        .order_by("-decided_at", "-created_at")
    )
    found = list(lines)
    return Ledger(found, _facts(user, case, found))


def about_her(ledger: Ledger, victim: CasePerson | None) -> Sequence[Disclosure]:
    """Return the lines about the person harmed alone: nothing of which somebody else is a part."""
    return [line for line in ledger.lines if _is_hers(ledger.facts.get(line.about_id), victim)]


def _is_hers(fact: Model | None, victim: CasePerson | None) -> bool:
    if isinstance(fact, ResearchItem):
        return victim is not None and fact.about_id == victim.pk and fact.removed_at is None
    if isinstance(fact, Entry):
        return victim is not None and fact.about_id == victim.pk and not was_put_right(fact)
    return isinstance(fact, Case | Wish | Telling | Unreached)


def was_put_right(entry: Entry) -> bool:
    """Say whether an entry no longer stands: taken back, or put right by another one."""
    return entry.removed_at is not None or hasattr(entry, "superseded_by")


def _facts(user: User, case: Case, lines: Sequence[Disclosure]) -> dict[UUID, Model]:
    facts: dict[UUID, Model] = {case.pk: case}
    for table in TABLES:
        ids = [line.about_id for line in lines if line.about_label == table._meta.label]
        rows = _seen(user, table).filter(pk__in=ids, case=case) if ids else ()
        facts |= {row.pk: row for row in rows}
    return facts


def _seen(user: User, table: type[Model]) -> QuerySet[Any]:
    if table is Entry:
        return policy.entries_seen_by(user).select_related("superseded_by")
    if table is ProcessLink:
        return policy.processes_seen_by(user).select_related("about", "agency")
    return table._default_manager.all()
