"""The command that checks the files which one app holds; each app says which and how."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from whitebeam.files.kinds import REMADE
from whitebeam.files.models import KeptFile
from whitebeam.files.shelf import Shelf
from whitebeam.files.taking import Keeping
from whitebeam.kernel.context import Acting, acting

AT_ONCE = 50


class CheckHeld(BaseCommand):
    """Checks what is held as the process *documents*: the web role clears nothing."""

    model: ClassVar[type[KeptFile]]
    check_one: ClassVar[Callable[..., KeptFile.State]]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say how many are held.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        shelf = Shelf(settings.UPLOADS_FOLDER, self.model._meta.db_table)
        keeping = Keeping(shelf, settings.MALWARE_SCANNER)
        with acting(Acting.process("documents")), transaction.atomic():
            held = self.model._default_manager.filter(state=KeptFile.State.HELD, removed_at=None)
            if not settings.MALWARE_SCANNER:
                held = held.filter(content_type__in=REMADE)
            if dry_run:
                self.stdout.write(f"{held.count()} held")
                return
            first = held.order_by("added_at").select_for_update(skip_locked=True)[:AT_ONCE]
            now = timezone.now()
            states = [type(self).check_one(one, keeping=keeping, at=now) for one in first]
        settled = sum(state != KeptFile.State.HELD for state in states)
        self.stdout.write(f"{settled} of {len(states)} settled")
