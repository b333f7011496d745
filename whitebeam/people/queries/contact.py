"""How a person may be reached, read for the pages that show it."""

from whitebeam.people.models import CommunicationNeed, ContactPoint, Person, SafeContact


def safe_contacts_of(person: Person) -> list[SafeContact]:
    """Return what she said of each way of reaching her, as it holds now."""
    return list(SafeContact.objects.filter(person=person, superseded_at=None).order_by("channel"))


def contact_points_of(person: Person) -> list[ContactPoint]:
    """Return her phones, e-mails and ordinary addresses of now."""
    return list(
        ContactPoint.objects.filter(person=person, ended_on=None).order_by("kind", "created_at")
    )


def needs_of(person: Person) -> list[CommunicationNeed]:
    """Return what she needs in order to be heard."""
    return list(CommunicationNeed.objects.filter(person=person, ended_on=None).order_by("kind"))
