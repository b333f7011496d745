"""A password may not be made of the names that everyone in the partnership knows."""

from django.core.exceptions import ValidationError

from whitebeam.accounts.models import User
from whitebeam.accounts.passwords import EASY, common_words
from whitebeam.accounts.rules.passwords import is_made_of
from whitebeam.partners import queries


class NotALocalName:
    """Nothing made of the partnership's agencies, teams and places, whoever chooses it."""

    def validate(self, password: str, user: User | None = None) -> None:
        names = queries.local_names()
        words = {part for name in names for part in (name, *name.split())}
        if is_made_of(password, words | common_words()):
            raise ValidationError(EASY, code="local_name")

    def get_help_text(self) -> str:
        return "Not made of the names of agencies and places."
