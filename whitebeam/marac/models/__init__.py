"""MARAC, one module an aggregate."""

from whitebeam.marac.models.case import (
    Case,
    CaseBlock,
    Ground,
    Participant,
    StateChange,
)
from whitebeam.marac.models.case_action import CaseAction
from whitebeam.marac.models.configuration import Panel, PanelMember, Pathway, Statement
from whitebeam.marac.models.figures import QuarterReturn
from whitebeam.marac.models.following import EarlySettlement, FlagRequest, Transfer, TransferNote
from whitebeam.marac.models.guests import GuestAccess
from whitebeam.marac.models.meeting import (
    AgendaItem,
    Attendance,
    ConflictDeclaration,
    Entry,
    Meeting,
)
from whitebeam.marac.models.minutes import Minutes, MinutesCopy
from whitebeam.marac.models.packages import Package, PackageItem
from whitebeam.marac.models.people import CaseIdentifier, CasePerson, CaseProfile
from whitebeam.marac.models.research import (
    Disclosure,
    KnownPerson,
    Recipient,
    ResearchDraft,
    ResearchItem,
    ResearchRequest,
)
from whitebeam.marac.models.voice import ContactAttempt, Telling, Wish

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
    "KnownPerson",
    "Meeting",
    "Minutes",
    "MinutesCopy",
    "Package",
    "PackageItem",
    "Panel",
    "PanelMember",
    "Participant",
    "Pathway",
    "QuarterReturn",
    "Recipient",
    "ResearchDraft",
    "ResearchItem",
    "ResearchRequest",
    "StateChange",
    "Statement",
    "Telling",
    "Transfer",
    "TransferNote",
    "Wish",
]
