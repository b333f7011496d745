#!/usr/bin/env python3
"""Verify Whitebeam's audit with none of Whitebeam's code (docs/security-audit.md).

    psql -qAt -f tools/export_audit.sql "host=… user=wb_backup dbname=whitebeam" > export.jsonl
    verify_audit.py --key public.key --heads heads.jsonl export.jsonl

Key and heads should come from your own store, not from the machine that is being verified. Exit
code 0: everything is as it was sealed. 1: it is not, and the first place that is not is named.
2: the evidence could not be read. Needs Python 3.9 or newer and `cryptography`.
"""

import argparse
import hashlib
import json
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "whitebeam-audit-1"
GRACE = timedelta(minutes=15)
FIELDS = {
    "head": ("size", "root", "signed_at", "key_id", "signature"),
    "break": (
        "database_size", "database_root", "file_size", "file_root", "signed_at", "key_id",
        "signature",
    ),
}  # fmt: skip


def is_signature(public, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def parse(text):
    return json.loads(text, parse_float=lambda digits: int(Decimal(digits)))


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + canonical(entry)).digest()


def grow(peaks, size, leaf):
    """Add a leaf to the peaks of a tree of this size (RFC 9162, 2.1)."""
    peaks.append(leaf)
    while size & 1:
        right, left = peaks.pop(), peaks.pop()
        peaks.append(hashlib.sha256(b"\x01" + left + right).digest())
        size >>= 1


def root(peaks):
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = hashlib.sha256(b"\x01" + peak + found).digest()
    return found.hex()


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


class Verifier:
    """Walks the log once and collects (position, sentence) for all that is not as sealed."""

    def __init__(self, public, known=()):
        self.public = public
        self.key_id = hashlib.sha256(public).hexdigest()[:16]
        self.known = set(known)
        self.found = []
        self.entries = self.waiting = 0

    def say(self, position, text):
        self.found.append((position, text))

    def signed(self, line):
        try:
            signature = bytes.fromhex(line["signature"])
        except ValueError:
            return False
        said = {name: value for name, value in line.items() if name != "signature"}
        return line["key_id"] == self.key_id and is_signature(
            self.public, signature, canonical(said)
        )

    def read_book(self, lines, name, known):
        """Return the heads in force by size, those set aside, and ranges the file lost."""
        heads, lost, unwritten, size = {}, [], [], 0
        for number, text in enumerate(lines, start=1):
            place = f"{name}, line {number}"
            line = self.read_line(text)
            if line is None:
                if number not in known:
                    self.say(size, f"{place} cannot be read")
            elif not self.signed(line):
                self.say(size, f"{place} is not signed with this key")
            elif line["kind"] == "break":
                base, base_root = line["database_size"], line["database_root"]
                for old in [old for old in heads if old >= base]:
                    if old > base or heads[old]["root"] != base_root:
                        lost.append(heads.pop(old))
                if line["file_size"] < base:
                    unwritten.append((line["file_size"], base))
                size = base
                if number not in known:
                    self.say(
                        size,
                        f"{place}: at {line['signed_at']} the file had {line['file_size']} entries"
                        f" and the database {base}, and the log went on from there",
                    )
            elif line["size"] <= size:
                self.say(size, f"{place} goes back from {size} entries to {line['size']}")
            else:
                size = line["size"]
                heads[size] = dict(line, line=number)
        return heads, lost, unwritten

    @staticmethod
    def read_line(text):
        try:
            line = json.loads(text)
            fields = FIELDS[line["kind"]]
        except (ValueError, KeyError, TypeError):
            return None
        if set(line) != {*fields, "kind", "format"} or line["format"] != FORMAT:
            return None
        sized = [name for name in fields if name.endswith("size")]
        good = all(type(line[f]) is (int if f in sized else str) for f in fields)
        return line if good else None

    def verify(self, sealed, unsealed, heads, lines, copies=()):
        heads = sorted(heads, key=lambda head: head["size"])
        book, lost, unwritten = self.read_book(lines, "heads file", self.known)
        in_book, self.found = self.found, []
        newest = heads[-1]["size"] if heads else 0
        roots, late = self.walk(sealed, {*book, *(head["size"] for head in heads)}, newest)
        self.bad_rows = [position for position, _ in self.found]
        self.heads(heads, roots, book, unwritten)
        self.found += in_book
        self.lines(book, roots, {head["size"]: head for head in heads})
        self.copies(copies, [bare(head) for head in [*book.values(), *lost]])
        self.left_out([*late, *((self.entries, entry) for entry in unsealed)], heads)
        self.found.sort(key=lambda found: found[0])
        return self.found

    def walk(self, sealed, wanted, newest):
        peaks, roots, late, ids = [], {}, [], set()
        for row in sealed:
            at, entry = self.entries, row["entry"]
            named = f"entry {row['entry_id']} (position {row['position']})"
            if row["position"] != at:
                self.say(at, f"position {at} is missing; the next is {named}")
            if row["entry_id"] in ids:
                self.say(at, f"{named} is in the log twice")
            ids.add(row["entry_id"])
            if entry is None:
                self.say(at, f"{named} was deleted")
            elif leaf_hash(entry).hex() != row["hash"] or entry["id"] != row["entry_id"]:
                self.say(at, f"{named} was changed")
            grow(peaks, at, bytes.fromhex(row["hash"]))
            self.entries += 1
            if self.entries in wanted:
                roots[self.entries] = root(peaks)
            if self.entries > newest and entry is not None:
                late.append((row["position"], entry))
        return roots, late

    def bad_root(self, head, roots, good, named):
        size = head["size"]
        if size > self.entries:
            self.say(self.entries, f"{named}: the log ends before it, at position {self.entries}")
        elif roots[size] != head["root"]:
            self.say(
                min((row for row in self.bad_rows if row >= good), default=good),
                f"{named}: what is at positions {good} to {size - 1} is not what was sealed",
            )
        else:
            return False
        return True

    def heads(self, heads, roots, book, unwritten):
        good = 0
        for head in heads:
            named = f"head of {head['size']} entries in the database"
            if bare(book.get(head["size"])) != bare(head) and not self.signed(head):
                self.say(good, f"{named} is not signed with this key")
            excused = any(above < head["size"] <= upto for above, upto in unwritten)
            if not excused and bare(book.get(head["size"])) != bare(head):
                self.say(good, f"{named} is not in the heads file")
            if self.bad_root(head, roots, good, named):
                return
            good = head["size"]

    def lines(self, book, roots, held):
        good = 0
        for size, head in sorted(book.items()):
            named = f"head of {size} entries in the heads file, line {head['line']}"
            if self.bad_root(head, roots, good, named):
                return
            if bare(held.get(size)) != bare(head):
                self.say(good, f"{named} is not in the database")
            good = size

    def copies(self, copies, ours):
        for name, lines in copies:
            heads, lost, _ = self.read_book(lines, name, range(1, len(lines) + 1))
            for head in [*heads.values(), *lost]:
                if bare(head) not in ours:
                    self.say(
                        head["size"] - 1,
                        f"{name}: its head of {head['size']} entries is not in the heads file",
                    )

    def left_out(self, waiting, heads):
        self.waiting = len(waiting)
        if not heads:
            return
        limit = max(moment(head["signed_at"]) for head in heads) - GRACE
        for position, entry in waiting:
            if moment(entry["at"]) < limit:
                self.say(
                    position,
                    f"entry {entry['id']} of {entry['at']} is older than the newest head and not"
                    " sealed in it",
                )


def bare(head):
    return head and {name: head[name] for name in ("format", "kind", *FIELDS["head"])}


def from_export(path):
    def rows(kind):
        with Path(path).open(encoding="utf-8") as file:
            yield from (row for row in map(parse, file) if row["kind"] == kind)

    return rows("sealed"), [row["entry"] for row in rows("unsealed")], list(rows("head"))


def lines_of(path):
    return Path(path).read_text(encoding="utf-8").splitlines()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("export", help="made by export_audit.sql or verify_audit --export")
    parser.add_argument("--key", required=True, help="the public key, from your own store")
    parser.add_argument("--heads", required=True, help="the installation's file of heads")
    parser.add_argument("--copy", action="append", default=[], help="a file of heads you kept")
    parser.add_argument(
        "--known-line", action="append", type=int, default=[], metavar="N",
        help="a line of the heads file (a break) whose cause you know",
    )  # fmt: skip
    return parser.parse_args()


def main():
    args = arguments()
    try:
        public = bytes.fromhex(lines_of(args.key)[0])
        copies = [(path, lines_of(path)) for path in args.copy]
        verifier = Verifier(public, args.known_line)
        found = verifier.verify(*from_export(args.export), lines_of(args.heads), copies)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"The evidence could not be read: {type(error).__name__}: {error}")
        return 2
    print(f"{verifier.entries} sealed entries, {verifier.waiting} not sealed yet")
    for place, (_, text) in enumerate(found[:20]):
        print(("FIRST: " if place == 0 else "  then: ") + text)
    print(f"{len(found)} findings" if found else "Everything is as it was sealed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
