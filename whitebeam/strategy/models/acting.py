"""Which agreed actions carry a project: the actions themselves are the `actions` app's."""

from django.db import models

from whitebeam.kernel.models import Record
from whitebeam.strategy.models.plan import Project


class ProjectAction(Record):
    """An agreed action of a project."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="actions")
    action = models.OneToOneField("actions.Action", models.PROTECT, related_name="+")
