"""Who stands beside a person: relatives, household, and those named with her before."""

from django.db.models import Q

from whitebeam.accounts.models import User
from whitebeam.people import policy as people
from whitebeam.people.models import HouseholdMember, Person, Relationship
from whitebeam.risk import policy


def others_of(user: User, person: Person) -> list[Person]:
    """Return the visible people tied to this one, by name: kin, household, earlier parties."""
    ties = Relationship.objects.filter(Q(person=person) | Q(other=person), ended_on=None)
    named = {pk for pair in ties.values_list("person", "other") for pk in pair}
    homes = HouseholdMember.objects.filter(person=person, ended_on=None).values("household")
    beside = HouseholdMember.objects.filter(household__in=homes, ended_on=None)
    named |= set(beside.values_list("person", flat=True))
    before = policy.visible_to(user).filter(Q(victim=person) | Q(perpetrator=person))
    named |= {pk for pair in before.values_list("victim", "perpetrator") for pk in pair if pk}
    seen = people.visible_to(user).filter(pk__in=named - {person.pk})
    return list(seen.order_by("known_as", "pk"))
