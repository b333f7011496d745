from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from whitebeam.demonstration.load import PEOPLE, SEED, load


class Command(BaseCommand):
    help = "Fill the database with an invented world. A second run does nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=PEOPLE, help="about how many people")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, another world")

    def handle(self, *, people: int, seed: int, **options: Any) -> None:
        load(at=timezone.now(), people=people, seed=seed, say=self.stdout.write)
