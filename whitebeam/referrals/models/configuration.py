"""What a pack sets for referrals: forms, routing, queues and reasons, each with its first day."""

from django.db import models

from whitebeam.kernel.models import Record


class FormVersion(Record):
    """One version of a form. It never changes: an old answer keeps its question as it was asked."""

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    definition = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="form_version_is_used_once")
        ]


class Queue(Record):
    """Where a team's referrals wait, with the clocks for each risk and who is told when late.

    `clocks`: risk → {"hours": number, "calendar": "WORKING" or "CALENDAR"}.
    `escalation`: list of {"after_minutes": number, "to": duty code, "sentence": text}, where
    "deputies": true tells those alone who stand in for that duty, as long as there are any.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey("partners.Agency", models.PROTECT, related_name="queues")
    team = models.ForeignKey(
        "partners.Team", models.PROTECT, null=True, blank=True, related_name="+"
    )
    service = models.ForeignKey(
        "directory.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )
    clocks = models.JSONField(default=dict)
    claim_minutes = models.PositiveIntegerField(default=60)
    escalation = models.JSONField(default=list)
    ended_on = models.DateField(null=True, blank=True)


class RoutingRule(Record):
    """One readable rule: when a referral looks like this, it goes to this queue. First match wins.

    Between two positions there is room for another, so that moving one rule changes one rule.

    `when`: {"area": [codes], "age_min": n, "age_max": n, "sex": [..], "risk": [..], "need": [..]}.
    """

    code = models.SlugField(max_length=60)
    position = models.FloatField()
    sentence = models.CharField(max_length=240)
    when = models.JSONField(default=dict)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "starts_on"], name="routing_rule_starts_once_a_day"
            )
        ]


class Reason(Record):
    """A reason from the partnership's lists; `counts_as_unmet_need` feeds the figures."""

    class Kind(models.TextChoices):
        DECLINE = "DECLINE", "Decline"
        RETURN = "RETURN", "Return for information"
        RECALL = "RECALL", "Recall"
        CLOSE = "CLOSE", "Close"

    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=8, choices=Kind)
    label = models.CharField(max_length=160)
    counts_as_unmet_need = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="reason_code_is_used_once")
        ]
