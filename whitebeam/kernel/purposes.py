"""The closed list of purposes for which a record may be opened (docs/security.md)."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    IMMEDIATE_SAFETY = "IMMEDIATE_SAFETY", "Immediate safety"
    SUPPORT = "SUPPORT", "Safety planning and support"
    MEETING = "MEETING", "MARAC or partnership meeting"
    CHILDRENS_SAFEGUARDING = "CHILDRENS_SAFEGUARDING", "Children's safeguarding"
    ADULT_SAFEGUARDING = "ADULT_SAFEGUARDING", "Adult safeguarding"
    HOUSING = "HOUSING", "Housing and refuge"
    PERPETRATOR_MANAGEMENT = "PERPETRATOR_MANAGEMENT", "Managing a person who causes harm"
    INVESTIGATION = "INVESTIGATION", "Criminal investigation"
    COURT = "COURT", "Court order and breach"
    HEALTH_CARE = "HEALTH_CARE", "Health care"
    DISCLOSURE_SCHEME = "DISCLOSURE_SCHEME", "Disclosure scheme"
    REVIEW = "REVIEW", "Complaint, access request or review"
    SUPERVISION = "SUPERVISION", "Supervision and quality"
    STATISTICS = "STATISTICS", "Statistics"
