"""What Whitebeam counts from its own records: each a name, a definition, and a function.

The functions are the database's (`sec.count_…`), all of one shape, so that a further indicator is a
line here and a function in a migration, with the definition as its comment.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator that is counted from records."""

    function: str
    definition: str


COUNTED = {
    "referrals-sent": Counted(
        "sec.count_referrals_sent",
        "Referrals sent in the period, whatever became of them; those taken back are left out.",
    ),
    "referrals-accepted": Counted(
        "sec.count_referrals_accepted",
        "Referrals sent in the period that a service has accepted by the day of counting, "
        "of those sent.",
    ),
    "waits-in-time": Counted(
        "sec.count_waits_in_time",
        "Stays in a triage queue that ended in the period before their clock ran out, "
        "of those that ended.",
    ),
    "waits-median": Counted(
        "sec.count_waits_median",
        "Median hours from entering a queue to leaving it, of the stays that ended in the period.",
    ),
    "unmet-need": Counted(
        "sec.count_unmet_need",
        "Referrals declined in the period for a reason that the partnership counts as unmet need.",
    ),
    "cases-heard": Counted(
        "sec.count_cases_heard",
        "Cases heard at a MARAC in the period, every listing, for the women aged 16 or over "
        "of the areas.",
    ),
    "cases-repeated": Counted(
        "sec.count_cases_repeated",
        "Cases heard at a MARAC in the period that were marked as a repeat, of those heard.",
    ),
    "case-actions-in-time": Counted(
        "sec.count_case_actions_in_time",
        "Actions of MARAC cases due in the period that were done by their day, "
        "of those due and agreed to.",
    ),
    "actions-in-time": Counted(
        "sec.count_actions_in_time",
        "Actions of every kind due in the period that were done by their day, "
        "of those due and agreed to.",
    ),
}
