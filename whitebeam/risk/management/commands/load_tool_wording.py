"""Loads licensed words for a tool's items from a file (docs/configure.md)."""

from datetime import date
from pathlib import Path

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from whitebeam.kernel.context import Acting, acting
from whitebeam.kernel.errors import Refused
from whitebeam.risk.services.wording import load_wording


class Words(BaseModel):
    """What the file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    tool: str
    version: int
    starts_on: date = Field(alias="from")
    licence: str
    labels: dict[str, str]


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: object, file: Path, **options: object) -> None:
        try:
            words = Words.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
            with acting(Acting.process("pack")):
                load_wording(
                    code=words.tool,
                    version=words.version,
                    starts_on=words.starts_on,
                    licence=words.licence,
                    labels=words.labels,
                )
        except (ValidationError, yaml.YAMLError, OSError) as fault:
            raise CommandError(f"{file.name} cannot be read: {type(fault).__name__}") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{len(words.labels)} items of {words.tool} have licensed words")
