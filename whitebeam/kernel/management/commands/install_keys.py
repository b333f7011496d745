from django.core.management.base import BaseCommand

from whitebeam.kernel.installing import install_context_key


class Command(BaseCommand):
    help = "Give the database the key with which it verifies who acts. Run after each migrate."

    def handle(self, *args: str, **options: object) -> None:
        install_context_key()
        self.stdout.write("The database verifies contexts signed with this installation's key")
