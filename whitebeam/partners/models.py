"""Agencies, their teams and areas, who works for them and how, and what they may share."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from whitebeam.kernel.models import Record
from whitebeam.kernel.purposes import Purpose


class Duty(models.TextChoices):
    """What a worker does. A duty opens pages; the policy picks the records."""

    REFER = "REFER", "Refer people for support"
    SHORT_REFERRAL = "SHORT_REFERRAL", "Use the short referral route"
    VIEW_OWN_REFERRALS = "VIEW_OWN_REFERRALS", "Follow the agency's own referrals"
    VIEW_PEOPLE = "VIEW_PEOPLE", "Open records of people the agency works with"
    TRIAGE_REFERRALS = "TRIAGE_REFERRALS", "Triage referrals"
    SUPPORT_VICTIMS = "SUPPORT_VICTIMS", "Support people harmed"
    ASSIGN_REFERRALS = "ASSIGN_REFERRALS", "Assign referrals and cover for colleagues"
    READ_LOCATION = "READ_LOCATION", "Read a confidential location, with a reason"
    COORDINATE_MATCHES = "COORDINATE_MATCHES", "Decide match requests and merges"
    MANAGE_AGENCY = "MANAGE_AGENCY", "Manage the agency's users"
    GUARD_RECORDS = "GUARD_RECORDS", "Guard records: blocks, agreements, who saw what"
    CONFIGURE_PARTNERSHIP = "CONFIGURE_PARTNERSHIP", "Change the partnership's settings"
    VIEW_SERVICE_FIGURES = "VIEW_SERVICE_FIGURES", "See the service's figures"
    ASSESS_RISK = "ASSESS_RISK", "Assess risk"
    REFER_TO_MARAC = "REFER_TO_MARAC", "Refer people to MARAC and follow what comes of it"
    RESEARCH_MARAC = "RESEARCH_MARAC", "Research MARAC cases and represent the agency"
    COORDINATE_MARAC = "COORDINATE_MARAC", "Coordinate MARACs"
    CHAIR_MARAC = "CHAIR_MARAC", "Chair MARACs"
    VIEW_MARAC_FIGURES = "VIEW_MARAC_FIGURES", "See how the MARACs work, in figures"
    DO_ACTIONS = "DO_ACTIONS", "Carry out the agency's agreed actions"
    CHASE_ACTIONS = "CHASE_ACTIONS", "Chase agreed actions"
    KEEP_PLAN = "KEEP_PLAN", "Keep the strategy and its delivery plan"
    REPORT_PROGRESS = "REPORT_PROGRESS", "Report progress on the delivery plan"
    KEEP_GROUPS = "KEEP_GROUPS", "Run groups and their meetings"
    SIT_IN_GROUPS = "SIT_IN_GROUPS", "Read the papers of the groups one sits in"
    KEEP_INDICATORS = "KEEP_INDICATORS", "Keep indicators and release figures"
    SUBMIT_RETURNS = "SUBMIT_RETURNS", "Send the agency's returns"
    VIEW_INDICATORS = "VIEW_INDICATORS", "See the partnership's indicators"


# Duties that read records of people; managing users, settings or figures alone reads none.
CASE_DUTIES = (
    Duty.VIEW_OWN_REFERRALS,
    Duty.VIEW_PEOPLE,
    Duty.TRIAGE_REFERRALS,
    Duty.SUPPORT_VICTIMS,
    Duty.ASSIGN_REFERRALS,
    Duty.COORDINATE_MATCHES,
)


class Area(Record):
    """A district or unitary council area, by its ONS code."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    county = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField(null=True, blank=True)


class Postcode(models.Model):
    """A postcode of the partnership's area and the district it lies in (ONS, OGL v3)."""

    postcode = models.CharField(primary_key=True, max_length=7)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Postcode of area {self.area_id}"


class Agency(Record):
    """A partner: an organisation with its own legal duties and its own records."""

    class Kind(models.TextChoices):
        POLICE = "POLICE", "Police"
        COUNCIL = "COUNCIL", "Council"
        CHILDRENS_SERVICES = "CHILDRENS_SERVICES", "Children's services"
        ADULT_SERVICES = "ADULT_SERVICES", "Adult services"
        HEALTH = "HEALTH", "Health"
        PROBATION = "PROBATION", "Probation"
        HOUSING = "HOUSING", "Housing"
        FIRE = "FIRE", "Fire and rescue"
        EDUCATION = "EDUCATION", "School or college"
        CHARITY = "CHARITY", "Charity"
        SPECIALIST_SERVICE = "SPECIALIST_SERVICE", "Specialist domestic abuse service"
        PARTNERSHIP_TEAM = "PARTNERSHIP_TEAM", "Partnership team"
        GUEST = "GUEST", "Guest referrers"

    class Regime(models.TextChoices):
        UK_GDPR = "UK_GDPR", "UK GDPR"
        PART3 = "PART3", "Data Protection Act 2018, Part 3"

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "Active"
        STOPPED = "STOPPED", "Stopped: nobody of this agency can open anything"
        ENDED = "ENDED", "Left the partnership"

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=24, choices=Kind)
    regime = models.CharField(max_length=8, choices=Regime, default=Regime.UK_GDPR)
    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    areas = models.ManyToManyField(Area, through="AgencyArea", related_name="agencies")

    class Meta:
        verbose_name_plural = "agencies"


class AgencyArea(Record):
    """An area that an agency serves."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="served")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "area"], name="agency_serves_each_area_once")
        ]


class Team(Record):
    """People of one agency who share work."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="team_code_is_used_once")
        ]


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


class SharingAgreement(Record):
    """An agreement under which named agencies share named kinds of facts for named purposes.

    It is in force from its first day to its last, both included; the day after, the door is shut.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    purposes = ArrayField(models.CharField(max_length=32, choices=Purpose), default=list)
    categories = ArrayField(models.CharField(max_length=4), default=list)
    lawful_basis = models.TextField()
    starts_on = models.DateField()
    review_on = models.DateField()
    ends_on = models.DateField()
    document_name = models.CharField(max_length=160, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(document_sha256="") | Q(document_sha256__regex="^[0-9a-f]{64}$"),
                name="agreement_hash_is_sha256",
            ),
        ]


class AgreementParty(Record):
    """An agency that gives or receives under an agreement."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    gives = models.BooleanField(default=True)
    receives = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency"], name="agreement_names_each_party_once"
            ),
            models.CheckConstraint(
                condition=Q(gives=True) | Q(receives=True), name="agreement_party_gives_or_receives"
            ),
        ]


class LocalSetting(Record):
    """A value the partnership decides: a clock, threshold or wording, from a day, with its source.

    Rows are added, never changed: the newest row in force on a day is the value of that day.
    """

    key = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.JSONField()
    unit = models.CharField(max_length=24, blank=True)
    starts_on = models.DateField()
    source = models.CharField(max_length=240)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["key", "-starts_on"], name="local_setting_in_force")]


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


class AgreementWarning(Record):
    """A warning that an agreement ends, given once for each number of days before."""

    agreement = models.ForeignKey(SharingAgreement, models.PROTECT, related_name="warnings")
    days = models.PositiveSmallIntegerField()
    warned_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "days"], name="agreement_warns_once_for_each_limit"
            )
        ]
