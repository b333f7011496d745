"""What belongs to one referral, read for its pages."""

from django.db.models import QuerySet

from whitebeam.people.models import Person
from whitebeam.referrals.models import Correction, Document, HandOverNote, Part, Referral, Transfer


def parts_of(referral: Referral, *, seen: QuerySet[Person]) -> list[Part]:
    """Return the people of a referral whom the reader may see, the person harmed first."""
    order = {Part.Kind.VICTIM: 0, Part.Kind.CHILD: 1, Part.Kind.PERPETRATOR: 2, Part.Kind.OTHER: 3}
    parts = referral.parts.filter(person__in=seen).select_related("person")
    return sorted(parts, key=lambda part: (order[Part.Kind(part.kind)], part.position))


def notes_of(referral: Referral) -> list[HandOverNote]:
    """Return the hand-over notes, newest first; the walls keep other agencies' out."""
    return list(referral.hand_overs.select_related("by", "to").order_by("-at"))


def corrections_of(referral: Referral) -> list[Correction]:
    """Return what the sender put right, newest first."""
    return list(referral.corrections.select_related("by").order_by("-at"))


def documents_of(referral: Referral) -> list[Document]:
    """Return the documents that came with a referral."""
    return list(referral.documents.order_by("added_at"))


def open_transfer(referral: Referral) -> Transfer | None:
    """Return the transfer whose receipt is awaited."""
    return referral.transfers.filter(received_at=None, cancelled_at=None).first()
