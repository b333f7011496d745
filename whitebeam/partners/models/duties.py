"""What workers do."""

from django.db import models


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
