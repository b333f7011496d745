"""What screening found of a repeat, and on what evidence."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whitebeam.kernel.fields import SealedTextField
from whitebeam.kernel.models import Record
from whitebeam.marac.models.case import Case


class RepeatFinding(Record):
    """Whether a case is a repeat: what the rule finds, what was decided, and both events.

    One row for each screening that accepted a case. `worked_out` is the earlier case that the rule
    finds, `earlier` the one that was decided on; each is empty where there is none. `rule_from` is
    the first day of the partnership's value of the rule, empty where the product's own stood.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="repeat_findings")
    worked_out = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    earlier = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    earlier_on = models.DateField(null=True, blank=True)
    event_kind = models.CharField(max_length=16, choices=Case.Event, blank=True)
    event_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=16)
    rule_from = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField()
    counts_until = models.DateField(null=True, blank=True)
    reason = SealedTextField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(worked_out=None, earlier=None)
                | Q(worked_out__isnull=False, earlier__isnull=False, worked_out=F("earlier"))
                | Q(reason__isnull=False),
                name="marac_other_than_the_rule_says_why",
            ),
            models.CheckConstraint(
                condition=Q(earlier=None, earlier_on=None, counts_until=None)
                | Q(earlier__isnull=False, earlier_on__isnull=False, counts_until__isnull=False)
                & ~Q(earlier=F("case")),
                name="marac_repeat_keeps_both_events",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="marac_repeat_of_case")]

    @property
    def is_other_than_worked_out(self) -> bool:
        """Whether the coordinator decided otherwise than the rule."""
        return self.worked_out_id != self.earlier_id
