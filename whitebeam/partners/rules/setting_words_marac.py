"""What the settings of MARAC are called, and what each does."""

from collections.abc import Mapping

MARAC: Mapping[str, tuple[str, str]] = {
    "marac.agenda": (
        "Order of a MARAC's agenda",
        "The parts of a meeting by their codes, in the order in which the agenda names them.",
    ),
    "marac.cut_off_time": (
        "Time of day when a MARAC's list closes",
        "Cases are listed and answers are due until this time on their days.",
    ),
    "marac.flag_notice_days": (
        "How early flags that end are on a MARAC's agenda",
        "Flags that end within so many days of a meeting are its standing item.",
    ),
    "marac.page_answer_minutes": (
        "Minutes that a page of research takes",
        "What “nothing known” in one press saves is reckoned with this.",
    ),
    "marac.professionals_minutes": (
        "Minutes for a professionals' meeting",
        "How long a meeting about one case is planned for.",
    ),
    "marac.trend_months": (
        "Newest months of a trend",
        "How many of the newest months are held against those before them.",
    ),
    "guest.research_days": (
        "Days for which a guest of a MARAC may be let in",
        "What the coordinator chooses from when an agency without users is asked.",
    ),
    "guest.research_days_most": (
        "Most days for a guest of a MARAC",
        "No guest's access may end later than this.",
    ),
    "guest.wrong_codes_most": (
        "Wrong codes until a guest's access stays shut",
        "Counted for each access; inviting the guest again makes a new code.",
    ),
    "marac.action_days": (
        "Days offered for an action",
        "How many days ahead a meeting offers as the day of an action.",
    ),
    "marac.adult_women": (
        "Adult women of the area",
        "The number by which cases for every 10,000 adult women are worked out.",
    ),
    "marac.attendance_meetings": (
        "Meetings that attendance is judged by",
        "Over how many past meetings an agency's attendance is shown.",
    ),
    "marac.audit_days": (
        "Reading an early settlement again",
        "How long one of the sample may wait to be read by somebody who did not settle it.",
    ),
    "marac.case_minutes": (
        "Minutes for one case",
        "How long a MARAC plans for each case when a meeting is filled.",
    ),
    "marac.case_minutes_most": (
        "Most minutes for one case",
        "The longest that a MARAC plans for one case.",
    ),
    "marac.cases_per_administrator": (
        "Cases for one administrator",
        "The cases a year that one full-time administrator is planned for.",
    ),
    "marac.cases_per_meeting": (
        "Cases in one meeting",
        "From this many the coordinator is asked for a further meeting.",
    ),
    "marac.circulate_days": (
        "Sending the list before a MARAC",
        "How long before the meeting the agencies have the list of cases.",
    ),
    "marac.disabled_band": (
        "Expected share of disabled people",
        "The published share beside which the partnership's own is shown.",
    ),
    "marac.escalation_events": (
        "Events that count as escalation",
        "This many events within the time below bring a case to MARAC.",
    ),
    "marac.escalation_months": (
        "Time in which events count as escalation",
        "Only events within this time count towards escalation.",
    ),
    "marac.escalation_national": (
        "Escalation as the national form has it",
        "Shown beside the partnership's own rule, so that a reader knows that they differ.",
    ),
    "marac.expected_per_10000": (
        "Cases expected for 10,000 women",
        "Figures of a MARAC are set against this.",
    ),
    "marac.flag_months": (
        "How long a MARAC flag stays",
        "After the last hearing the flag on a record ends by itself.",
    ),
    "marac.grounds": (
        "Grounds on which a case is heard",
        "What a referral to MARAC must rest on, and what each ground means.",
    ),
    "marac.lgbt_band": (
        "Expected share of LGBT+ people",
        "The published share beside which the partnership's own is shown.",
    ),
    "marac.listed_minutes_least": (
        "Fewest minutes on a list",
        "The shortest time that a case can be given when it is put on a list.",
    ),
    "marac.listed_minutes_most": (
        "Most minutes on a list",
        "The longest time that a case can be given when it is put on a list.",
    ),
    "marac.male_band": (
        "Expected share of men",
        "The published range beside which the partnership's own is shown.",
    ),
    "marac.meeting_every_days": ("How often a MARAC meets", "From one meeting to the next."),
    "marac.minutes_days": (
        "Signing the minutes of a MARAC case",
        "After the case was heard, unless its way has a clock of its own. Then the chair is told,"
        " later the coordinators.",
    ),
    "marac.repeat_band": (
        "Share of repeat cases expected",
        "A share below or above this asks for a closer look.",
    ),
    "marac.partner_band": (
        "Expected share of referrals not from the police",
        "The published range beside which the partnership's own is shown.",
    ),
    "marac.population_disabled": (
        "Disabled people in the population",
        "Percent of those who live here; the source names the publication, its day and its area.",
    ),
    "marac.population_lgbt": (
        "LGBT+ people in the population",
        "Percent of those who live here; the source names the publication, its day and its area.",
    ),
    "marac.population_male": (
        "Men in the population",
        "Percent of those who live here; the source names the publication, its day and its area.",
    ),
    "marac.population_minoritised": (
        "Black, Asian and racially minoritised people in the population",
        "Percent of those who live here; the source names the publication, its day and its area.",
    ),
    "marac.quorum_agencies": (
        "Agencies that make a quorum",
        "How many agencies must be there for a meeting to decide.",
    ),
    "marac.quorum_kinds": (
        "Kinds of agency that a quorum needs",
        "Without one of each of these a meeting warns that it has no quorum.",
    ),
    "marac.repeat_months": (
        "Time in which a case is a repeat",
        "A new event within this time after a hearing brings the case back.",
    ),
    "marac.repeat_rule": (
        "What makes a case a repeat",
        "Which kind of new event brings a case back to MARAC.",
    ),
    "marac.research_return_days": (
        "Answering a request for research",
        "How long before the meeting an agency's answer is due.",
    ),
    "marac.return_answer_days": (
        "Answering a returned MARAC referral",
        "How long the referrer has to add what the coordinator asked for.",
    ),
    "marac.screen_days": (
        "Screening a MARAC referral",
        "How long the coordinator has to list, return or decline a referral. A way that asks for"
        " less time comes first.",
    ),
    "marac.settle_days": (
        "Settling a case without a list",
        "After its research, unless its way has a clock of its own.",
    ),
    "marac.settled_audit_percent": (
        "Early settlements read again",
        "The share of cases settled early that is read again by somebody else.",
    ),
    "marac.settlement_days": (
        "Agreeing to an early settlement",
        "How long a proposal may wait for those who must agree.",
    ),
    "marac.transfer_receipt_days": (
        "Receipt of a case moved to another MARAC",
        "How long the other area has to confirm that it has the case.",
    ),
}
