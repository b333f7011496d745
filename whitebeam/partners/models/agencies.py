"""Agencies, their teams, and the areas they serve."""

from django.db import models

from whitebeam.kernel.models import Record


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
        PRIMARY_CARE = "PRIMARY_CARE", "Primary care"
        ACUTE_HEALTH = "ACUTE_HEALTH", "Acute or hospital health"
        MENTAL_HEALTH = "MENTAL_HEALTH", "Mental health"
        COMMUNITY_HEALTH = "COMMUNITY_HEALTH", "Community health"
        HEALTH = "HEALTH", "Health, of another kind"
        SUBSTANCE_MISUSE = "SUBSTANCE_MISUSE", "Drug and alcohol service"
        MASH = "MASH", "Multi-agency safeguarding hub (MASH)"
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
    # Where requests about its records go: an office, so that nobody's own address stands here.
    records_contact = models.CharField(max_length=160, blank=True)
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
