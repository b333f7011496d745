"""What comes of meetings: decisions and their results, actions, risks, and papers to come."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whitebeam.governance.models.meetings import Item
from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record

USER = settings.AUTH_USER_MODEL


class Decision(Record):
    """Something a group decided, and later what came of it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    reference = models.CharField(max_length=16, unique=True)
    text = SealedTextField()
    decided_on = models.DateField()
    result = SealedTextField(null=True, blank=True)
    result_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result=None, result_on=None)
                | Q(result__isnull=False, result_on__isnull=False),
                name="decision_result_has_its_day",
            )
        ]
        indexes = [models.Index(fields=["-decided_on", "id"], name="decision_newest_first")]


class AgreedAction(Record):
    """An action that came out of an item, or that carries a decision out."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="agreed")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="agreed"
    )
    action = models.OneToOneField("actions.Action", models.PROTECT, related_name="+")


class Risk(Record):
    """A risk that a group watches, how likely and how grave, and later what came of it."""

    group = models.ForeignKey("directory.Group", models.PROTECT, related_name="risks")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="risks"
    )
    text = SealedTextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    answer = SealedTextField(null=True, blank=True)
    owner_agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="+")
    review_on = models.DateField()
    result = SealedTextField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risk_is_graded_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(result__isnull=False),
                name="risk_closes_with_its_result",
            ),
        ]


class Planned(Record):
    """A paper on its way: to which group, when; placed on an agenda once it has come.

    Several with one `path` are the way of one paper through the groups, past and to come.
    """

    group = models.ForeignKey("directory.Group", models.PROTECT, related_name="planned")
    path = models.UUIDField()
    title = SealedTextField()
    wanted_on = models.DateField()
    item = models.OneToOneField(Item, models.PROTECT, null=True, blank=True, related_name="planned")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item=None) | Q(withdrawn_at=None),
                name="planned_paper_came_or_was_withdrawn",
            )
        ]
        indexes = [models.Index(fields=["group", "wanted_on"], name="planned_by_group")]
