"""The settings without which the hub cannot say what is due, enough, a repeat or too small to show.

None has a value in the code: where a partnership has set none, the deed or the page says so.
"""

CRITERIA = (
    "dash.bands",
    "dash.very_high_risk",
    "marac.escalation_events",
    "marac.escalation_months",
    "marac.repeat_months",
    "marac.repeat_rule",
)
# A case keeps these too, where they are set: what was decided rests on them as well.
CRITERIA_IF_SET = ("dash.bands_for", "marac.escalation_national", "marac.grounds")
CLOCKS = (
    "idva.attempts_days",
    "idva.feedback_days",
    "idva.first_contact_days",
    "marac.audit_days",
    "marac.circulate_days",
    "marac.cut_off_time",
    "marac.flag_notice_days",
    "marac.flag_months",
    "marac.meeting_every_days",
    "marac.minutes_days",
    "marac.research_return_days",
    "marac.return_answer_days",
    "marac.screen_days",
    "marac.settle_days",
    "marac.settlement_days",
    "marac.transfer_receipt_days",
)
MEETINGS = (
    "idva.attempts",
    "marac.action_days",
    "marac.agenda",
    "marac.attendance_meetings",
    "marac.case_minutes",
    "marac.case_minutes_most",
    "marac.listed_minutes_least",
    "marac.listed_minutes_most",
    "marac.professionals_minutes",
    "marac.quorum_agencies",
    "marac.quorum_kinds",
    "marac.settled_audit_percent",
)
GUESTS = ("guest.research_days", "guest.research_days_most", "guest.wrong_codes_most")
FIGURES = (
    "figures.smallest_shown",
    "idva.referrals_per_year",
    "marac.cases_per_administrator",
    "marac.cases_per_meeting",
    "marac.expected_per_10000",
    "marac.page_answer_minutes",
    "marac.trend_months",
    "risk.consistency_assessors",
    "risk.consistency_quarters",
)
NEEDED = (*CRITERIA, *CLOCKS, *MEETINGS, *GUESTS, *FIGURES)
# Without these the hub compares less and says less, and nothing else changes.
OPTIONAL = (
    *CRITERIA_IF_SET,
    "marac.adult_women",
    "marac.disabled_band",
    "marac.lgbt_band",
    "marac.male_band",
    "marac.partner_band",
    "marac.population_disabled",
    "marac.population_lgbt",
    "marac.population_male",
    "marac.population_minoritised",
    "marac.repeat_band",
)
