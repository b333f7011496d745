"""Lets an agency bring its own sign-in, or ends that."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from whitebeam.accounts.services.providers import NewProvider, add_provider, end_provider
from whitebeam.kernel.errors import Refused


class Command(BaseCommand):
    help = "Add an agency's OpenID Connect provider (its secret is read from the input), or end it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="a short name that never changes")
        parser.add_argument("--end", action="store_true", help="let nobody in through it any more")
        parser.add_argument("--name", default="", help="what people know it as")
        parser.add_argument("--issuer", default="", help="its issuer, an https address")
        parser.add_argument("--client-id", default="", help="what it calls us")
        parser.add_argument("--domain", action="append", default=[], help="may be repeated")
        parser.add_argument(
            "--second-factor",
            action="append",
            default=[],
            help="a value of acr or amr that says it asked for a second factor; may be repeated",
        )

    def handle(self, *args: object, **options: object) -> None:
        try:
            said = self._end(options) if options["end"] else self._add(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(said)

    def _end(self, options: dict[str, object]) -> str:
        end_provider(code=str(options["code"]), at=timezone.now())
        return "Nobody signs in through it any more"

    def _add(self, options: dict[str, object]) -> str:
        needed = ("name", "issuer", "client_id", "domain")
        missing = [name for name in needed if not options[name]]
        if missing:
            raise CommandError("Also needed: " + ", ".join(missing))
        provider = add_provider(
            NewProvider(
                code=str(options["code"]),
                name=str(options["name"]),
                issuer=str(options["issuer"]),
                client_id=str(options["client_id"]),
                secret=sys.stdin.readline().strip(),
                email_domains=[*options["domain"]],  # type: ignore[misc]  # append gives a list
                second_factor_values=[*options["second_factor"]],  # type: ignore[misc]  # likewise
            )
        )
        return f"Its people may sign in. Its way back: /account/sign-in/with/{provider.code}/back/"
