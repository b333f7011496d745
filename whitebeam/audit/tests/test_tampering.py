"""A thousand changes to a copy of the log: each is found, and its first place is named.

Both verifiers look at every one: ours, and the script that has none of our code.
"""

import importlib.util
import json
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest

from whitebeam.audit.rules.canonical import canonical, utc
from whitebeam.audit.rules.heads import Seal, State, read_line, written
from whitebeam.audit.rules.merkle import Frontier, leaf_hash
from whitebeam.audit.rules.verifying import Log, SealedRow, verify

from .sealed_logs import NOON, SEAL, entry, export

SIZE, BATCH, SEED = 120, 12, 20260302
STRANGER = Seal.of(b"stranger" * 4)
SCRIPT = Path(__file__).parents[3] / "tools" / "verify_audit.py"


def script():
    spec = importlib.util.spec_from_file_location("verify_audit", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STAND_ALONE = script()
UNTOUCHED = export(SIZE, batch=BATCH)


def ours(log, lines, copies):
    read = Log(
        sealed=[SealedRow(**row) for row in log["sealed"]],
        unsealed=log["unsealed"],
        heads=[read_line(json.dumps(head)) for head in log["heads"]],
        lines=lines,
        copies=copies,
    )
    return [(each.position, each.text) for each in verify(read, public=SEAL.public).findings]


def theirs(log, lines, copies):
    verifier = STAND_ALONE.Verifier(SEAL.public)
    return verifier.verify(log["sealed"], log["unsealed"], log["heads"], lines, copies.items())


def resealed(log, *, seal, since=0):
    """Rewrite leaves and heads so that the log agrees with itself again."""
    frontier, sizes = Frontier(), {head["size"]: head for head in log["heads"]}
    heads = []
    for position, row in enumerate(log["sealed"]):
        row["position"], row["entry_id"] = position, row["entry"]["id"]
        row["hash"] = leaf_hash(canonical(row["entry"])).hex()
        frontier = frontier.append(bytes.fromhex(row["hash"]))
        if head := sizes.get(frontier.size):
            state = State(frontier.size, frontier.root.hex())
            signed = seal.head(state, signed_at=head["signed_at"])
            heads.append(head if frontier.size <= since else json.loads(written(signed)))
    log["heads"] = heads


def changed_entry(log, lines, rng):
    row = rng.choice(log["sealed"])
    field, value = rng.choice(
        [("who", "process:other"), ("decision", "REFUSED"), ("at", utc(NOON)), ("details", {}),
         ("person_id", "0"), ("reason", "00"), ("field_classes", []), ("id", 10**6)]
    )  # fmt: skip
    row["entry"] = row["entry"] | {field: value}
    if field == "at" and row["position"] == 0:
        row["entry"]["at"] = utc(NOON + timedelta(seconds=1))
    return row["position"], f"entry {row['entry_id']} "


def changed_entry_and_leaf(log, lines, rng):
    row = rng.choice(log["sealed"])
    row["entry"] = row["entry"] | {"verb": "people.person.changed"}
    row["hash"] = leaf_hash(canonical(row["entry"])).hex()
    return batch_of(row["position"]), "is not what was sealed"


def deleted_entry(log, lines, rng):
    row = rng.choice(log["sealed"])
    row["entry"] = None
    return row["position"], f"entry {row['entry_id']} "


def deleted_entry_and_leaf(log, lines, rng):
    place = rng.randrange(SIZE - 1)
    del log["sealed"][place]
    return place, f"position {place} is missing"


def closed_up_after_deletion(log, lines, rng):
    place = rng.randrange(SIZE)
    del log["sealed"][place]
    resealed(log, seal=SEAL)
    return batch_of(place), ""


def inserted_entry(log, lines, rng):
    at = NOON + timedelta(minutes=rng.randrange(SIZE - 16))
    log["unsealed"].append(entry(10**6, at=at, rng=rng))
    return SIZE, "entry 1000000 "


def inserted_leaf(log, lines, rng):
    place = rng.randrange(SIZE)
    row = entry(10**6, at=NOON, rng=rng)
    log["sealed"].insert(
        place, {"position": place, "entry_id": row["id"], "hash": "", "entry": row}
    )
    for position, each in enumerate(log["sealed"]):
        each["position"] = position
        each["hash"] = leaf_hash(canonical(each["entry"])).hex()
    return batch_of(place), "is not what was sealed"


def doubled_entry(log, lines, rng):
    one, other = sorted(rng.sample(range(SIZE), 2))
    log["sealed"][other] = log["sealed"][one] | {"position": other}
    return batch_of(other), ""


def swapped_leaves(log, lines, rng):
    one, other = sorted(rng.sample(range(SIZE), 2))
    rows = log["sealed"]
    rows[one], rows[other] = rows[other], rows[one]
    for position, row in enumerate(rows):
        row["position"] = position
    return batch_of(one), "is not what was sealed"


def swapped_contents(log, lines, rng):
    one, other = sorted(rng.sample(range(SIZE), 2))
    rows = log["sealed"]
    rows[one]["entry"], rows[other]["entry"] = rows[other]["entry"], rows[one]["entry"]
    return one, f"entry {rows[one]['entry_id']} "


def cut_tail(log, lines, rng):
    keep = rng.randrange(1, SIZE)
    log["sealed"] = log["sealed"][:keep]
    return batch_of(keep), ""


def cut_tail_with_its_heads(log, lines, rng):
    keep = rng.randrange(1, SIZE // BATCH) * BATCH
    log["sealed"] = log["sealed"][:keep]
    log["heads"] = [head for head in log["heads"] if head["size"] <= keep]
    return keep, f"the log ends before it, at position {keep}"


def replaced_by_a_stranger(log, lines, rng):
    row = rng.choice(log["sealed"])
    row["entry"] = row["entry"] | {"who": "process:other"}
    resealed(log, seal=STRANGER)
    lines[:] = [json.dumps(head) for head in log["heads"]]
    return 0, "is not signed with this key"


def rewritten_with_the_key(log, lines, rng):
    row = rng.choice(log["sealed"])
    row["entry"] = row["entry"] | {"who": "process:other"}
    resealed(log, seal=SEAL)
    return batch_of(row["position"]), ""


def rewritten_with_the_key_and_the_file(log, lines, rng):
    position, _ = rewritten_with_the_key(log, lines, rng)
    lines[:] = [json.dumps(head) for head in log["heads"]]
    return position, "agency.jsonl: its head of"


def changed_head(log, lines, rng):
    head = rng.choice(log["heads"])
    field, value = rng.choice(
        [("root", "00" * 32), ("signed_at", utc(NOON)), ("signature", "00" * 64), ("key_id", "0")]
    )
    head[field] = value
    return head["size"] - BATCH, f"head of {head['size']} entries"


def deleted_head(log, lines, rng):
    head = log["heads"].pop(rng.randrange(len(log["heads"])))
    return head["size"] - BATCH, f"head of {head['size']} entries"


def stale_heads_file(log, lines, rng):
    del lines[rng.randrange(len(lines)) :]
    return len(lines) * BATCH, f"head of {len(lines) * BATCH + BATCH} entries"


def changed_line(log, lines, rng):
    place = rng.randrange(len(lines))
    line = json.loads(lines[place])
    field = rng.choice(["root", "signature"])
    flipped = "1" if line[field][0] == "0" else "0"
    lines[place] = json.dumps(line | {field: flipped + line[field][1:]})
    return place * BATCH, ""


def garbled_line(log, lines, rng):
    place = rng.randrange(len(lines))
    lines[place] = lines[place][: rng.randrange(len(lines[place]))]
    return place * BATCH, ""


def repeated_line(log, lines, rng):
    place = rng.randrange(len(lines))
    lines.insert(place + 1, lines[place])
    return (place + 1) * BATCH, "goes back"


def fork(log, lines, rng):
    place = rng.randrange(len(lines) - 1)
    head = json.loads(lines[place])
    other = SEAL.head(State(head["size"] + 1, "ab" * 32), signed_at=head["signed_at"])
    lines.insert(place + 1, written(other).strip())
    return head["size"], f"head of {head['size'] + 1} entries"


def excused_break(log, lines, rng):
    keep = rng.randrange(1, SIZE // BATCH) * BATCH
    held = State(keep, log["heads"][keep // BATCH - 1]["root"])
    cut_to = [head for head in log["heads"] if head["size"] <= keep]
    newest = State(SIZE, log["heads"][-1]["root"])
    log["sealed"], log["heads"] = log["sealed"][:keep], cut_to
    line = SEAL.broken(database=held, file=newest, signed_at=utc(NOON))
    lines.append(written(line).strip())
    return keep, "the log went on from there"


def break_over_another_past(log, lines, rng):
    size = rng.choice(log["heads"])["size"]
    del lines[size // BATCH :]
    held = State(size, "cd" * 32)
    line = SEAL.broken(database=held, file=State(size, "ef" * 32), signed_at=utc(NOON))
    lines.append(written(line).strip())
    return size - BATCH, f"head of {size} entries"


def line_of_another_format(log, lines, rng):
    place = rng.randrange(len(lines))
    lines[place] = json.dumps(json.loads(lines[place]) | {"format": "another"})
    return place * BATCH, "in the database is not in the heads file"


def without_heads(log, lines, rng):
    log["heads"] = []
    return 0, "is not in the database"


TAMPERINGS = [
    changed_entry, changed_entry_and_leaf, deleted_entry, deleted_entry_and_leaf,
    closed_up_after_deletion, inserted_entry, inserted_leaf, doubled_entry, swapped_leaves,
    swapped_contents, cut_tail, cut_tail_with_its_heads, replaced_by_a_stranger,
    rewritten_with_the_key, rewritten_with_the_key_and_the_file, changed_head, deleted_head,
    stale_heads_file, changed_line, garbled_line, repeated_line, fork, excused_break,
    break_over_another_past, line_of_another_format, without_heads,
]  # fmt: skip
EACH = -(-1000 // len(TAMPERINGS))


def a_copy():
    log, lines = UNTOUCHED
    return {kind: [dict(row) for row in rows] for kind, rows in log.items()}, list(lines)


def batch_of(position):
    return position // BATCH * BATCH


@pytest.mark.parametrize("look", [ours, theirs])
def test_an_untouched_log_has_nothing_to_find(look):
    log, lines = UNTOUCHED

    assert look(log, lines, {"agency.jsonl": lines[:-3]}) == []


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda each: each.__name__)
def test_every_tampering_is_found_and_named(tampering):
    for turn in range(EACH):
        rng = random.Random(f"{SEED}/{tampering.__name__}/{turn}")
        log, lines = a_copy()
        copies = {"agency.jsonl": list(lines)}
        position, naming = tampering(log, lines, rng)

        found, again = ours(log, lines, copies), theirs(log, lines, copies)

        assert found, f"turn {turn} of seed {SEED} was not found"
        assert again[0] == found[0]
        assert batch_of(found[0][0]) == batch_of(position)
        assert any(re.search(re.escape(naming), text) for at, text in found if at == found[0][0])
