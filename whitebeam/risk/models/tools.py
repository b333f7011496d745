"""The tools of the partnership, each version with its words, and licensed words laid over them."""

from django.conf import settings
from django.db import models

from whitebeam.kernel.models import Record


class ToolVersion(Record):
    """One version of a tool. It never changes: an old answer keeps its item as it was asked."""

    class Kind(models.TextChoices):
        CHECKLIST = "CHECKLIST", "Risk checklist"
        YOUNG = "YOUNG", "Young person's checklist"
        STALKING = "STALKING", "Stalking questions"
        HONOUR = "HONOUR", "Questions about abuse in the name of honour"
        GRID = "GRID", "Severity of abuse"
        EXTERNAL = "EXTERNAL", "Result of another tool"

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=Kind)
    definition = models.JSONField()
    licence = models.TextField()
    agency_kinds = models.JSONField(default=list)
    source = models.CharField(max_length=240)
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="tool_version_is_used_once")
        ]


class ToolWording(Record):
    """Words for a tool's items that the partnership has a licence for, in force from a day."""

    tool = models.ForeignKey(ToolVersion, models.PROTECT, related_name="wordings")
    starts_on = models.DateField()
    labels = models.JSONField()
    licence = models.TextField()
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tool", "starts_on"], name="tool_wording_starts_once_a_day"
            )
        ]
