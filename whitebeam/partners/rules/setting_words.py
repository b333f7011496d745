"""What each setting is called, and what it does, in plain words. The keys are the program's own."""

from collections.abc import Mapping

from whitebeam.partners.rules.setting_words_marac import MARAC

WORDS: Mapping[str, tuple[str, str]] = {
    **MARAC,
    "access.check_months": (
        "How often access is checked",
        "Each agency's lead confirms or ends everybody's access this often.",
    ),
    "actions.answer_days": (
        "Answering an agreed action",
        "How long an agency has to say whether it takes on an action given to it.",
    ),
    "actions.lead_days": (
        "When an agency's lead is told of a late action",
        "How long after its day a late action is brought before the agency's lead.",
    ),
    "actions.steering_days": (
        "When the steering group is told of a late action",
        "How long after its day a late action is brought before the steering group.",
    ),
    "agreement.warn_days": (
        "Warning before a sharing agreement ends",
        "How many days before the end its parties are warned, each time once.",
    ),
    "contact.reconfirm_days": (
        "How long a safe way to reach somebody counts as confirmed",
        "After this, nobody is contacted by it until it is asked about again.",
    ),
    "dash.bands": (
        "Bands of the risk checklist",
        "From how many to how many “yes” answers each band of risk reaches.",
    ),
    "dash.bands_for": (
        "Tools that the bands of risk were published for",
        "With any other tool the assessor judges the level and says why.",
    ),
    "risk.child_words": (
        "Words where the one who harms is a child",
        "What risk tools say of a person causing harm, and what they say of a child instead.",
    ),
    "dash.incomplete_percent": (
        "When a risk checklist counts as incomplete",
        "The share of questions not answered from which the page says that the count is unsafe.",
    ),
    "dash.very_high_risk": (
        "“Yes” answers for visible high risk",
        "From this many “yes” answers a case meets the threshold of a MARAC by number alone.",
    ),
    "directory.recheck_months": (
        "How often a service's entry is checked",
        "An entry of the directory not confirmed for this long is shown as unchecked.",
    ),
    "disclosure.decide_days": (
        "Deciding a disclosure request",
        "How long the police have to decide a request to know of somebody's past.",
    ),
    "encompass.due": (
        "When a school must have its notice",
        "The hour of the next school day by which the school is told of a child.",
    ),
    "figures.chased_on_days": (
        "Reminders of a late return",
        "How many days before and after a return is due its owner is reminded.",
    ),
    "figures.rounding": (
        "Rounding of published figures",
        "Figures that leave the partnership are rounded to this.",
    ),
    "figures.smallest_shown": (
        "Smallest count that is published",
        "Counts below this are hidden in what leaves the partnership.",
    ),
    "figures.tiles": (
        "Places of the districts on the tile map",
        "Column and row of each district where figures are drawn as a map of tiles.",
    ),
    "guest.link_hours": (
        "How long a guest's link works",
        "After this a professional without an account asks for another link.",
    ),
    "idva.attempts": (
        "Attempts to reach the person harmed",
        "How many by safe ways, before her adviser may say that she could not be reached.",
    ),
    "idva.attempts_days": (
        "Time for these attempts",
        "From the referral. Afterwards the coordinators are told that nobody has reached her.",
    ),
    "idva.feedback_days": (
        "Telling the person harmed what was decided",
        "How long her adviser has for it, unless the way has a clock of its own.",
    ),
    "idva.first_contact_days": (
        "First contact by an adviser",
        "How long after the referral her adviser is to have reached the person.",
    ),
    "idva.referrals_per_year": (
        "Referrals one adviser can take in a year",
        "Figures of capacity are set against this.",
    ),
    "matac.lookback_months": (
        "How far back harm by one person is counted",
        "Events within this time are counted for those who cause harm.",
    ),
    "matac.serial_victims": (
        "People harmed that make a pattern",
        "From this many, somebody is looked at as causing harm again and again.",
    ),
    "notice.hearing_hours": (
        "Hearing after a protection notice",
        "How soon after a notice the court must hear the application.",
    ),
    "order.notify_days": (
        "Telling the police one's name and address",
        "How long somebody under an order has to do so.",
    ),
    "partnership.code": ("Short name of the partnership", "Used in the names of files."),
    "partnership.escalation": (
        "Who is told at last",
        "Who hears of what nobody else has answered, for each kind of matter.",
    ),
    "partnership.holidays": ("Bank holidays", "Clocks in working time leave these days out."),
    "partnership.name": ("Name of the partnership", "Shown to those who are signed in."),
    "partnership.service_name": (
        "Name shown to outsiders",
        "All that a screen, a sender line or a browser's history shows before signing in.",
    ),
    "partnership.time_zone": ("Time zone", "Days begin and end by it."),
    "referral.return_answer_days": (
        "Answering a returned referral",
        "How long the referrer has to add what was asked for.",
    ),
    "referral.screen_days": (
        "First look at a referral",
        "How long until somebody has looked at a new referral.",
    ),
    "referral.transfer_receipt_hours": (
        "Receipt of a transfer",
        "How long the other area has to confirm that it has the referral.",
    ),
    "referral.triage_hours": (
        "Deciding a referral",
        "How long triage has to accept, return or decline a referral.",
    ),
    "retention.years": (
        "How long records are kept",
        "After the last work with a person, unless a hold stands on them.",
    ),
    "review.decide_months": (
        "Deciding on a review of a death",
        "How long the partnership has to decide whether to review.",
    ),
    "review.report_months": (
        "Report of a review of a death",
        "How long a review has until its report.",
    ),
    "risk.consistency_assessors": (
        "Smallest number of assessors who are compared",
        "What fewer assessors answered is not shown, so that no share is the practice of one.",
    ),
    "risk.consistency_quarters": (
        "Quarters of assessments that are compared",
        "How many whole quarters are looked at for how alike assessors answer.",
    ),
    "risk.reassess_after_event_days": (
        "Assessing risk again after an event",
        "How soon after a new event the risk is assessed again.",
    ),
    "risk.reassess_days": (
        "Assessing risk again",
        "How long an assessment stands before the risk is assessed again.",
    ),
    "sanctuary.install_hours": (
        "Making a home safer",
        "How long until the locks and alarms of a sanctuary scheme are fitted.",
    ),
    "sanctuary.review_months": (
        "Looking again at a safer home",
        "How long after the work a sanctuary scheme asks whether it holds.",
    ),
    "strategy.asks_days": (
        "When owners are asked to report",
        "How many days before the board meets owners are asked for their reports.",
    ),
    "strategy.chase_days": (
        "How often a late report is chased",
        "After how many days an owner who has not reported is reminded again.",
    ),
    "strategy.due_days": (
        "When reports are due",
        "How many days before the board meets reports are due.",
    ),
    "strategy.opens_days": (
        "When reports open",
        "How many days before the board meets drafts can be written.",
    ),
}
FAMILIES: Mapping[str, tuple[str, str]] = {
    "text.": ("Words shown to those who follow a referral", "A title and a text, by state."),
}


def words_of(key: str, *, value: object = None) -> tuple[str, str]:
    """Return the title of a setting and one sentence about it.

    A text of the pack is called by its own title; a key that the program does not know, as of a
    pack written for a later version, by its parts.
    """
    if key in WORDS:
        return WORDS[key]
    for family, (title, sentence) in FAMILIES.items():
        if key.startswith(family):
            own = value.get("title") if isinstance(value, dict) else ""
            return f"{title}: {own or key.removeprefix(family)}", sentence
    return key.replace("_", " ").replace(".", ": ").capitalize(), ""
