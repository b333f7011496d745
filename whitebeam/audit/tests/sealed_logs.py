"""Logs to seal, verify and tamper with, in the test database or in memory alone."""

import json
import random
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.roles import as_role
from whitebeam.audit.rules.canonical import canonical, utc
from whitebeam.audit.rules.heads import Seal, State, written
from whitebeam.audit.rules.merkle import Frontier, leaf_hash
from whitebeam.audit.services import record
from whitebeam.audit.services.sealing import seal_log
from whitebeam.kernel.context import Acting, acting

SEAL = Seal.of(bytes(range(32)))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def record_some(number, *, verb="people.person.opened"):
    with acting(Acting.process("clerk")):
        for place in range(number):
            record(verb=verb, place=place)


@contextmanager
def as_sealer():
    with as_role("wb_seal"), acting(Acting.process("seal")):
        yield


def seal_now(file, *, at=NOON, seal=SEAL):
    with as_sealer():
        return seal_log(file=file, seal=seal, at=at)


def entry(number, *, at, rng):
    return {
        "id": number,
        "at": utc(at),
        "who": f"user:{UUID(int=rng.getrandbits(128))}",
        "agencies": [str(UUID(int=rng.getrandbits(128)))],
        "purpose": "SUPPORT",
        "request_id": f"{rng.getrandbits(64):x}",
        "verb": "people.person.opened",
        "subject_label": "people.Person",
        "subject_id": str(UUID(int=rng.getrandbits(128))),
        "person_id": None,
        "field_classes": ["F2"],
        "reason": None,
        "decision": "ALLOWED",
        "policy_version": "1",
        "details": {"place": number},
    }


def export(size, *, batch=5, seed=1, seal=SEAL):
    """Return a sealed log of this many entries as one export, and its heads file."""
    rng = random.Random(seed)
    numbers = sorted(rng.sample(range(1, size * 2), size))
    entries = [entry(n, at=NOON + timedelta(minutes=i), rng=rng) for i, n in enumerate(numbers)]
    leaves, heads, frontier = [], [], Frontier()
    for position, row in enumerate(entries):
        leaf = leaf_hash(canonical(row))
        frontier = frontier.append(leaf)
        leaves.append({"position": position, "hash": leaf.hex(), "entry": row})
        if (position + 1) % batch == 0 or position + 1 == size:
            state = State(frontier.size, frontier.root.hex())
            at = NOON + timedelta(minutes=position, seconds=5)
            heads.append(json.loads(written(seal.head(state, signed_at=utc(at)))))
    log = {
        "sealed": [leaf | {"entry_id": leaf["entry"]["id"]} for leaf in leaves],
        "unsealed": [],
        "heads": heads,
    }
    return log, [json.dumps(head) for head in heads]
