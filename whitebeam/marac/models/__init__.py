"""MARAC, one module an aggregate."""

from whitebeam.marac.models.case import (
    Case,
    CaseBlock,
    Ground,
    Participant,
    StateChange,
)
from whitebeam.marac.models.case_action import CaseAction
from whitebeam.marac.models.configuration import (
    LateReason,
    Panel,
    PanelMember,
    Pathway,
    Statement,
)
from whitebeam.marac.models.figures import QuarterReturn, StaffInPost
from whitebeam.marac.models.following import (
    EarlySettlement,
    FlagRequest,
    ScreeningSettlement,
    Transfer,
    TransferNote,
)
from whitebeam.marac.models.guests import GuestAccess
from whitebeam.marac.models.harm_links import HarmLink
from whitebeam.marac.models.meeting import (
    AgendaItem,
    Attendance,
    ConflictDeclaration,
    Entry,
    Meeting,
)
from whitebeam.marac.models.meeting_change import MeetingChange
from whitebeam.marac.models.minutes import Minutes, MinutesCopy, MinutesFact
from whitebeam.marac.models.originator import OriginatorQuestion
from whitebeam.marac.models.packages import Package, PackageItem
from whitebeam.marac.models.people import CaseIdentifier, CasePerson, CaseProfile
from whitebeam.marac.models.processes import ProcessLink
from whitebeam.marac.models.repeats import RepeatFinding
from whitebeam.marac.models.research import (
    Disclosure,
    KnownPerson,
    Recipient,
    ResearchDraft,
    ResearchItem,
    ResearchRequest,
)
from whitebeam.marac.models.voice import ContactAttempt, Telling, Unreached, Wish

__all__ = [
    "AgendaItem",
    "Attendance",
    "Case",
    "CaseAction",
    "CaseBlock",
    "CaseIdentifier",
    "CasePerson",
    "CaseProfile",
    "ConflictDeclaration",
    "ContactAttempt",
    "Disclosure",
    "EarlySettlement",
    "Entry",
    "FlagRequest",
    "Ground",
    "GuestAccess",
    "HarmLink",
    "KnownPerson",
    "LateReason",
    "Meeting",
    "MeetingChange",
    "Minutes",
    "MinutesCopy",
    "MinutesFact",
    "OriginatorQuestion",
    "Package",
    "PackageItem",
    "Panel",
    "PanelMember",
    "Participant",
    "Pathway",
    "ProcessLink",
    "QuarterReturn",
    "Recipient",
    "RepeatFinding",
    "ResearchDraft",
    "ResearchItem",
    "ResearchRequest",
    "ScreeningSettlement",
    "StaffInPost",
    "StateChange",
    "Statement",
    "Telling",
    "Transfer",
    "TransferNote",
    "Unreached",
    "Wish",
]
