"""What the audit records about partners."""

from enum import StrEnum


class Happened(StrEnum):
    USER_INVITED = "partners.user.invited"
    INVITATION_ACCEPTED = "partners.invitation.accepted"
    INVITATION_WITHDRAWN = "partners.invitation.withdrawn"
    DUTIES_CHANGED = "partners.duties.changed"
    ACCESS_ENDED = "partners.access.ended"
    ACCESS_CHECKED = "partners.access.checked"
    AGENCY_STOPPED = "partners.agency.stopped"
    AGENCY_STARTED = "partners.agency.started"
    AGREEMENT_EXTENDED = "partners.agreement.extended"
    AGREEMENT_WARNED = "partners.agreement.warned"
    SETTING_SET = "partners.setting.set"
    SETTING_WITHDRAWN = "partners.setting.withdrawn"
