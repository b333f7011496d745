"""The columns that are filled in each table of the referrals app."""

from whitebeam.demonstration.copying import Pile
from whitebeam.people.models import Involvement
from whitebeam.referrals import models


class ReferralPiles:
    """One pile a table."""

    def __init__(self) -> None:
        self.referral = Pile(
            models.Referral,
            *("id", "reference", "form_id", "answers", "route", "state", "risk", "is_unsafe_now"),
            *("needs", "area_id", "basis", "basis_reason", "sent_by_id", "submitted_by_id"),
            *("sent_at", "rule_id", "accepted_by_id", "accepted_at", "held_by_id", "next_due_at"),
            "once_key",
        )
        self.part = Pile(
            models.Part,
            *("id", "referral_id", "person_id", "kind", "relationship", "position", "school"),
            "lives_where",
        )
        self.change = Pile(
            models.StateChange,
            *("id", "referral_id", "before", "after", "by_id", "agency_id", "at", "reason_id"),
            "words",
        )
        self.entry = Pile(
            models.QueueEntry,
            *("id", "referral_id", "queue_id", "agency_id", "agreement_id", "sender_id", "rank"),
            *("entered_at", "due_at", "left_at", "left_how", "sent_here_by_id"),
        )
        self.claim = Pile(
            models.Claim, "id", "entry_id", "by_id", "at", "until", "ended_at", "ended_how"
        )
        self.escalation = Pile(models.Escalation, "id", "entry_id", "step", "at", "to_duty", "told")
        self.transfer = Pile(
            models.Transfer,
            *("id", "referral_id", "to_area_name", "to_service_name", "sent_by_id", "sent_at"),
            *("due_at", "received_by_name", "received_at", "confirmed_by_id"),
        )
        self.involvement = Pile(
            Involvement,
            *("id", "person_id", "agency_id", "capacity", "purpose", "agreement_id", "starts_on"),
            "ended_at",
        )

    def in_order(self) -> tuple[Pile, ...]:
        """Return the piles in an order in which they may be copied."""
        return (
            *(self.referral, self.part, self.change, self.entry, self.claim, self.escalation),
            *(self.transfer, self.involvement),
        )
