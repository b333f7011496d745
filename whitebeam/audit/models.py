"""Entries of what was done and seen, their places in the sealed log, and its signed heads.

No row here is ever changed or deleted: entries are written by the function `audit.add` alone,
leaves and heads by the sealer (docs/security-audit.md).
"""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from whitebeam.kernel import crypto


class Decision(models.TextChoices):
    ALLOWED = "ALLOWED", "Allowed"
    REFUSED = "REFUSED", "Refused"


class Entry(models.Model):
    """One deed or reading: who, for which agencies, why, about what. Never what it said."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=80)
    # The agency acted for; where the page named none, every agency the user worked for then.
    agencies = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=32)
    request_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    field_classes = ArrayField(models.CharField(max_length=8), default=list)
    reason = models.BinaryField(null=True)
    decision = models.CharField(max_length=8, choices=Decision)
    policy_version = models.CharField(max_length=16)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(who__regex=r"^(user:[0-9a-f-]{36}|process:[a-z_]+)$"),
                name="audit_who_is_user_or_process",
            ),
            models.CheckConstraint(
                condition=Q(verb__regex=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$"), name="audit_verb_is_dotted"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="audit_decision_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="audit_by_person"),
            models.Index(fields=["who", "-id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"Entry {self.pk}"

    @property
    def user_id(self) -> UUID | None:
        kind, _, name = self.who.partition(":")
        return UUID(name) if kind == "user" else None

    @property
    def reason_given(self) -> str:
        """Return the reason as typed; only a guardian's page opens it."""
        if self.reason is None:
            return ""
        place = reason_place(request_id=self.request_id, verb=self.verb, subject_id=self.subject_id)
        return crypto.unseal(bytes(self.reason), **place)


class Leaf(models.Model):
    """An entry's place in the sealed log."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        verbose_name_plural = "leaves"
        constraints = [
            models.UniqueConstraint(fields=["entry_id"], name="audit_leaf_holds_each_entry_once"),
            models.CheckConstraint(
                condition=Q(position__gte=0), name="audit_leaf_position_is_counted_from_0"
            ),
            models.CheckConstraint(
                condition=Exact(Length("hash"), 32), name="audit_leaf_hash_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"Leaf {self.pk}"


class Head(models.Model):
    """A signed statement of the log's size and root; the file of heads holds it too."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    signed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()
    # The roots of the perfect subtrees, so that the sealer goes on without reading every leaf.
    frontier = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="audit_head_is_of_something"),
            models.CheckConstraint(
                condition=Exact(Length("root"), 32), name="audit_head_root_is_sha256"
            ),
            models.CheckConstraint(
                condition=Exact(Length("signature"), 64), name="audit_head_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"Head {self.pk}"


def reason_place(*, request_id: str, verb: str, subject_id: str) -> dict[str, str]:
    """Return the place a reason is sealed for; the entry's number is not known beforehand."""
    return {
        "table": "audit_entry",
        "row": f"{request_id}/{verb}/{subject_id}",
        "column": "reason",
    }
