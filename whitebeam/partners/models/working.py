"""Who works for an agency, in which duties, and who is invited to."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from whitebeam.kernel.models import Record
from whitebeam.partners.models.agencies import Agency, Team
from whitebeam.partners.models.duties import Duty


class RoleTemplate(Record):
    """A usual set of duties, offered when somebody is invited; the membership holds the duties."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=240, blank=True)
    duties = ArrayField(models.CharField(max_length=32, choices=Duty), default=list)
    kinds = ArrayField(models.CharField(max_length=24, choices=Agency.Kind), default=list)


class Membership(Record):
    """A user's work for an agency, with dated duties. Ending it ends the rights the same moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    role = models.ForeignKey(RoleTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    duties = ArrayField(models.CharField(max_length=32, choices=Duty), default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    is_deputy = models.BooleanField(default=False)
    checked_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "agency"],
                condition=Q(ends_on=None),
                name="membership_is_open_once_per_agency",
            ),
        ]
        indexes = [models.Index(fields=["agency", "ends_on"], name="membership_by_agency")]

    def end(self, *, on: date) -> None:
        """Set the end so that nothing of it holds on this day; the service saves it.

        It counts on its last day too, so it ends the day before; one that began today loses its
        duties instead, for it cannot end before it began.
        """
        if self.starts_on < on:
            self.ends_on = on - timedelta(days=1)
        else:
            self.ends_on, self.duties = self.starts_on, []


class Invitation(Record):
    """An offer to work for an agency here, with the duties that come with saying yes.

    A person who works for another agency already is invited like a stranger: nobody learns from an
    invitation who is here.
    """

    link = models.OneToOneField("accounts.OneUseLink", models.PROTECT, related_name="invitation")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(RoleTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    duties = ArrayField(models.CharField(max_length=32, choices=Duty), default=list)
    ends_on = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "agency",
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_is_open_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_is_accepted_or_withdrawn",
            ),
        ]
