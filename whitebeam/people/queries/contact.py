"""How a person may be reached, read for the pages that show it."""

from typing import Any

from whitebeam.people.models import CommunicationNeed, ContactPoint, Person, SafeContact

ASKED = (
    "answer",
    "days",
    "from_time",
    "to_time",
    "withhold_number",
    "wording",
    "who_else_sees",
    "safe_word",
)


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


def safe_contact_of(person: Person, channel: SafeContact.Channel) -> dict[str, Any]:
    """Return what she said of one way, by the names of a form's fields; nothing if never asked."""
    said = SafeContact.objects.filter(person=person, channel=channel, superseded_at=None).first()
    if said is None:
        return {"withhold_number": True}
    return {name: getattr(said, name) for name in ASKED}
