"""Keeping a person findable: her match keys follow what is written of her."""

from django.conf import settings

from whitebeam.people.models import MatchKey, Person
from whitebeam.people.queries.known import known_of_person
from whitebeam.people.rules.keys import keys_of
from whitebeam.people.rules.standardise import standardise


def renew_match_keys(person: Person) -> None:
    """Write a person's keys again from all that is held of her, earlier names and homes too."""
    keys = keys_of(standardise(known_of_person(person)), secret=settings.KEYRING.match_key)
    MatchKey.objects.filter(person=person).delete()
    MatchKey.objects.bulk_create(
        MatchKey(person=person, kind=key.kind, key=key.value) for key in keys
    )
