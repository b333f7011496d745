"""The partnership, its areas, its agencies, what their people do, and what they may share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from whitebeam.config.pack.schema.entry import Areas, Code, Entry, Line, Name, Part, Source, Text

AgencyKind = Literal[
    "POLICE",
    "COUNCIL",
    "CHILDRENS_SERVICES",
    "ADULT_SERVICES",
    "PRIMARY_CARE",
    "ACUTE_HEALTH",
    "MENTAL_HEALTH",
    "COMMUNITY_HEALTH",
    "HEALTH",
    "SUBSTANCE_MISUSE",
    "MASH",
    "PROBATION",
    "HOUSING",
    "FIRE",
    "EDUCATION",
    "CHARITY",
    "SPECIALIST_SERVICE",
    "PARTNERSHIP_TEAM",
    "GUEST",
]
DutyCode = Literal[
    "REFER",
    "SHORT_REFERRAL",
    "VIEW_OWN_REFERRALS",
    "VIEW_PEOPLE",
    "TRIAGE_REFERRALS",
    "SUPPORT_VICTIMS",
    "ASSIGN_REFERRALS",
    "READ_LOCATION",
    "COORDINATE_MATCHES",
    "MANAGE_AGENCY",
    "GUARD_RECORDS",
    "CONFIGURE_PARTNERSHIP",
    "VIEW_SERVICE_FIGURES",
    "ASSESS_RISK",
    "REFER_TO_MARAC",
    "RESEARCH_MARAC",
    "COORDINATE_MARAC",
    "CHAIR_MARAC",
    "VIEW_MARAC_FIGURES",
    "DO_ACTIONS",
    "CHASE_ACTIONS",
    "KEEP_PLAN",
    "REPORT_PROGRESS",
    "KEEP_GROUPS",
    "SIT_IN_GROUPS",
    "KEEP_INDICATORS",
    "SUBMIT_RETURNS",
    "VIEW_INDICATORS",
]
PurposeCode = Literal[
    "IMMEDIATE_SAFETY",
    "SUPPORT",
    "MEETING",
    "CHILDRENS_SAFEGUARDING",
    "ADULT_SAFEGUARDING",
    "HOUSING",
    "PERPETRATOR_MANAGEMENT",
    "INVESTIGATION",
    "COURT",
    "HEALTH_CARE",
    "DISCLOSURE_SCHEME",
    "REVIEW",
    "SUPERVISION",
    "STATISTICS",
]
Category = Literal["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13"]
OnsCode = Annotated[str, StringConstraints(pattern=r"^[EWSN]\d{8}$")]
Outward = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}\d[A-Z0-9]?$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class EscalationContact(Part):
    """Whom to turn to, as a duty in an agency; never a named person."""

    code: Code
    title: Text
    agency: Code
    duty: DutyCode


class Partnership(Part):
    """Who the partnership is. The service name is the neutral one that outsiders may see.

    `from` is the day from which the pack's words hold: its texts, needs and purposes.
    """

    name: Name
    code: Code
    service_name: Text
    time_zone: Text
    holidays: Literal["ENGLAND", "WALES", "SCOTLAND", "NORTHERN_IRELAND"]
    starts_on: date = Field(alias="from")
    escalation: tuple[EscalationContact, ...] = ()
    source: Source
    checked: date | None = None


class Area(Part):
    """A district or unitary council area, by its ONS code. Other files use its short name."""

    code: OnsCode
    short: Code
    name: Name
    county: Text
    postcodes: tuple[Outward, ...] = Field(min_length=1)
    source: Source
    checked: date | None = None


class Team(Part):
    """People of an agency who share work."""

    code: Code
    name: Name


class Agency(Entry):
    """A partner. `invented` marks one made up for demonstration.

    `records_contact` is the office to which requests about its records go.
    """

    name: Name
    kind: AgencyKind
    regime: Literal["UK_GDPR", "PART3"] = "UK_GDPR"
    records_contact: Line | None = None
    areas: Areas
    teams: tuple[Team, ...] = ()
    invented: bool = False


class RoleTemplate(Entry):
    """A usual set of duties, offered when somebody is invited."""

    name: Name
    description: Line
    kinds: tuple[AgencyKind, ...] = Field(min_length=1)
    duties: tuple[DutyCode, ...] = Field(min_length=1)


class Party(Part):
    """An agency in an agreement: whether it gives, receives, or both."""

    agency: Code
    gives: bool = True
    receives: bool = True


class Agreement(Entry):
    """What named agencies share, why, on what basis and until when."""

    name: Name
    parties: tuple[Party, ...] = Field(min_length=2)
    purposes: tuple[PurposeCode, ...] = Field(min_length=1)
    categories: tuple[Category, ...] = Field(min_length=1)
    lawful_basis: Text
    starts_on: date = Field(alias="from")
    review_on: date = Field(alias="review")
    ends_on: date = Field(alias="until")
    document: Name
    sha256: Sha256


class Purpose(Part):
    """A purpose for which a record may be opened, in this partnership's words."""

    code: PurposeCode
    label: Name
    source: Source
