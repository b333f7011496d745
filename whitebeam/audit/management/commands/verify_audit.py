"""Verifies the audit. It signs in to the database as wb_backup or wb_seal."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from whitebeam.audit.queries import sealed_log
from whitebeam.audit.rules.heads import Seal, written
from whitebeam.audit.rules.verifying import Log, Report, verify
from whitebeam.audit.services.heads_file import HeadsFile
from whitebeam.kernel.context import Acting, acting

SHOWN = 20


class Command(BaseCommand):
    help = "Verify that every entry and head is as it was sealed; exit with 1 if one is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--copy", action="append", default=[], type=Path, help="Heads kept.")
        parser.add_argument(
            "--known-line", action="append", default=[], type=int, help="A break you know of."
        )
        parser.add_argument(
            "--export", type=Path, help="Only write the log, for tools/verify_audit.py."
        )

    def handle(
        self,
        *,
        copy: list[Path],
        known_line: list[int],
        export: Path | None,
        **options: Any,
    ) -> None:
        with acting(Acting.process("seal")), transaction.atomic():
            sealed_log.stand_alone()
            if export is not None:
                _write_export(export)
                return
            report = verify(
                Log(
                    sealed=sealed_log.sealed(),
                    unsealed=sealed_log.unsealed(sealed_log.unsealed_ids()),
                    heads=sealed_log.heads(),
                    lines=HeadsFile(settings.HEADS_FOLDER).lines(),
                    copies={str(path): path.read_text().splitlines() for path in copy},
                ),
                public=Seal.of(settings.KEYRING.seal_key).public,
                known=frozenset(known_line),
            )
        self._print(report)

    def _print(self, report: Report) -> None:
        self.stdout.write(
            f"{report.entries} sealed entries, {report.heads} heads,"
            f" {report.waiting} entries not sealed yet"
        )
        if not report.findings:
            self.stdout.write("Everything is as it was sealed")
            return
        for place, finding in enumerate(report.findings[:SHOWN]):
            self.stdout.write(("FIRST: " if place == 0 else "  then: ") + finding.text)
        raise CommandError(f"{len(report.findings)} findings", returncode=1)


def _write_export(path: Path) -> None:
    with path.open("w") as file:
        file.writelines(_exported())


def _exported() -> Iterator[str]:
    for head in sealed_log.heads():
        yield written(head)
    for entry in sealed_log.unsealed(sealed_log.unsealed_ids()):
        yield json.dumps({"kind": "unsealed", "entry": entry}) + "\n"
    for row in sealed_log.sealed():
        yield json.dumps({"kind": "sealed", **asdict(row)}) + "\n"
