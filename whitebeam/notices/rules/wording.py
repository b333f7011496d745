"""What a notice says: what happened, once signed in; in an e-mail only that something did.

The place is the name of the page that shows what it is about. Higher apps own those pages; their
addresses are found by name when the notice is opened.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of notice: the sentence read after sign-in, and the page it leads to, if any."""

    sentence: str
    place: str = ""
    place_takes_id: bool = True
    is_late: bool = False

    @property
    def is_for_triage(self) -> bool:
        """Say whether it leads to a referral in triage, which only those open who work on cases."""
        return self.place == HELD


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves the system."""

    subject: str
    body: str


AGREEMENT_ENDS = "agreement_ends"
RETURN = "indicators:return"
STATUS, HELD = "referrals:status", "referrals:triage"
ACTION = "actions:one"
CASE, FOLLOWED, VOICE = "marac:case", "marac:status", "marac:case_voice"
WORDINGS = {
    "referral_arrived": Wording("A referral came to your queue", HELD),
    "referral_waiting": Wording("A referral was moved to your queue", HELD),
    "referral_answered": Wording("The referrer sent what was asked for", HELD),
    "referral_corrected": Wording("The referrer corrected an answer", HELD),
    "referral_recalled": Wording("The referrer took a referral back"),
    "referral_assigned": Wording("A referral was given to you", HELD),
    "referral_covered": Wording("A colleague takes over one of your cases", HELD),
    "referral_late": Wording("A referral is late", HELD, is_late=True),
    "hand_over_note": Wording("A colleague left you a hand-over note", HELD),
    "transfer_late": Wording("Another area has not said it has a referral", HELD, is_late=True),
    "referral_accepted": Wording("Your referral was accepted", STATUS),
    "referral_declined": Wording("Your referral was declined", STATUS),
    "referral_returned": Wording("The service needs to know more about your referral", STATUS),
    "referral_transfer_sent": Wording("Your referral was sent to another area", STATUS),
    "referral_transferred": Wording("Another area has your referral", STATUS),
    "action_proposed": Wording("An action is proposed to your agency", ACTION),
    "action_given": Wording("An action is in your name", ACTION),
    "action_accepted": Wording("An agency said yes to an action", ACTION),
    "action_closed": Wording("An action was closed", ACTION),
    "action_day_changed": Wording("The day of an action changed", ACTION),
    "action_moved_away": Wording("An action was offered to another agency"),
    "actions_late": Wording(
        "Actions of yours are late", "actions:inbox", place_takes_id=False, is_late=True
    ),
    "actions_unanswered": Wording(
        "Actions proposed to your agency wait for an answer",
        "actions:proposed",
        place_takes_id=False,
    ),
    "actions_late_here": Wording(
        "Actions of your agency are late", "actions:late_here", place_takes_id=False, is_late=True
    ),
    "actions_late_long": Wording(
        "Actions have been late for long", "actions:figures", place_takes_id=False, is_late=True
    ),
    "marac_referred": Wording("A case waits for your screening", CASE),
    "marac_answered": Wording("The referrer sent what was asked for", CASE),
    "marac_escalated": Wording("A referrer asks for another look at a case", CASE),
    "marac_returned": Wording("The coordinator needs to know more about your case", FOLLOWED),
    "marac_went_on": Wording("Your case goes on without your answer", FOLLOWED),
    "marac_decided": Wording("Your case was decided on", FOLLOWED),
    "marac_check_asked": Wording("A case waits for a check", "marac:case_check"),
    "marac_withdrawn": Wording("A case was withdrawn", CASE),
    "marac_listed": Wording("Your case was listed", FOLLOWED),
    "marac_assigned": Wording("You are asked to speak for somebody", CASE),
    "marac_transfer_arrives": Wording(
        "Another MARAC sends you a case", "marac:arriving", place_takes_id=False
    ),
    "marac_transfer_answered": Wording(
        "Another MARAC answered about a case that you sent", "marac:sent_away"
    ),
    "marac_transfer_late": Wording("Another area has not said it has a case", CASE, is_late=True),
    "marac_screening_late": Wording("A case waits too long for screening", CASE, is_late=True),
    "marac_contact_late": Wording(
        "Somebody has not been reached by her adviser yet", VOICE, is_late=True
    ),
    "marac_unreached_long": Wording(
        "Nobody has reached somebody in the time there is to try", VOICE, is_late=True
    ),
    "marac_not_reached": Wording("Somebody could not be reached before her case is heard", VOICE),
    "marac_return_late": Wording(
        "The coordinator still waits for your answer about a case", FOLLOWED, is_late=True
    ),
    "marac_return_late_here": Wording(
        "A MARAC coordinator waits for an answer from your agency. Ask who refers to MARAC",
        is_late=True,
    ),
    "marac_unlisted": Wording("A case is on no list, and a list has closed", CASE, is_late=True),
    "marac_unsettled": Wording(
        "Nothing is decided on a case that needs no list", CASE, is_late=True
    ),
    "marac_settlement_waits": Wording(
        "Not everybody has agreed to settle a case early", "marac:settle", is_late=True
    ),
    "marac_audit_waits": Wording(
        "A case that was settled early waits to be read again",
        "marac:settled",
        place_takes_id=False,
        is_late=True,
    ),
    "minutes_unsigned": Wording(
        "The minutes of a meeting are not signed", "marac:minutes", is_late=True
    ),
    "marac_nobody_speaks": Wording("No service speaks for somebody yet", CASE, is_late=True),
    "marac_telling_late": Wording(
        "Somebody has not been told what was decided", VOICE, is_late=True
    ),
    "return_due": Wording("Your agency's figures are due soon", RETURN),
    "return_late": Wording("Your agency's figures are late", RETURN, is_late=True),
    "return_to_sign": Wording("Figures wait for your signature", RETURN),
    "return_sent_back": Wording("A colleague sent figures back to you", RETURN),
    "return_reopened": Wording("Signed figures were opened again", RETURN),
    "release_to_approve": Wording("A release of figures waits for you", "indicators:release"),
    "research_asked": Wording(
        "Your agency is asked what it knows for a MARAC", "marac:waiting", place_takes_id=False
    ),
    "research_may_add": Wording(
        "A case that your agency answered is researched again. You may add what is new",
        "marac:waiting",
        place_takes_id=False,
    ),
    "research_waits": Wording(
        "A MARAC waits for your agency's answers",
        "marac:waiting",
        place_takes_id=False,
        is_late=True,
    ),
    "flag_asked": Wording(
        "Your agency is asked to flag its files", "marac:flags", place_takes_id=False
    ),
    "flag_removal_asked": Wording(
        "A flag in your agency's files has ended: take it off",
        "marac:flags",
        place_takes_id=False,
    ),
    "research_missing": Wording(
        "Answers are missing for a meeting", "marac:meeting_research", is_late=True
    ),
    "research_late_here": Wording(
        "Your agency owes answers for a MARAC. Ask your MARAC representative",
        "marac:owed",
        place_takes_id=False,
        is_late=True,
    ),
    "originator_asked": Wording(
        "An agency asks about something yours shared for a MARAC",
        "marac:originator",
        place_takes_id=False,
    ),
    "originator_answered": Wording(
        "What you asked about a shared fact is answered", "marac:originator", place_takes_id=False
    ),
    "marac_meeting_cancelled": Wording("A MARAC meeting was cancelled", "marac:meeting"),
    "marac_meeting_moved": Wording("A MARAC meeting was moved", "marac:meeting"),
    "marac_professionals_called": Wording(
        "Professionals are called together about a case of yours", "marac:meeting"
    ),
    "minutes_ready": Wording("The minutes of a meeting are ready", "marac:minutes"),
    "progress_asked": Wording(
        "Your agency is asked to report on its projects", "strategy:mine", place_takes_id=False
    ),
    "progress_late": Wording(
        "A report on a project is late", "strategy:mine", place_takes_id=False, is_late=True
    ),
    "seats_vacant": Wording(
        "A group has nobody in one of its seats", "governance:gaps", place_takes_id=False
    ),
    "terms_late": Wording(
        "The terms of a group are past their review",
        "governance:gaps",
        place_takes_id=False,
        is_late=True,
    ),
    "roles_corrected_elsewhere": Wording(
        "Another agency corrected who harms whom. Look at an assessment of yours", "risk:assessment"
    ),
    "draft_taken_in": Wording(
        "A colleague put your draft together with hers", "risk:mine", place_takes_id=False
    ),
    AGREEMENT_ENDS: Wording("A sharing agreement ends soon", "partners:agreement"),
    "address_fails": Wording(
        "E-mail to your address comes back. Ask your agency's lead to mend it"
    ),
    "colleague_address_fails": Wording(
        "E-mail to a colleague comes back. Check the address",
        "partners:users",
        place_takes_id=False,
    ),
}
GENERAL = Wording("Something is waiting for you")

SUBJECT, SUBJECT_LATE = "Something is waiting for you", "Something is late"
BODY = """{subject} in Whitebeam.{reference}

Sign in to read it:
{address}

This message says nothing more on purpose. Please do not reply to it.
"""


def wording_of(template: str) -> Wording:
    """Return the words of a kind of notice; an unknown kind still says that something waits."""
    return WORDINGS.get(template, GENERAL)


def letter_of(template: str, *, reference: str, address: str) -> Letter:
    """Return the e-mail: the same few words whoever it is about, and where to sign in."""
    subject = SUBJECT_LATE if wording_of(template).is_late else SUBJECT
    cited = f" Reference {reference}." if reference else ""
    return Letter(subject, BODY.format(subject=subject, reference=cited, address=address))
