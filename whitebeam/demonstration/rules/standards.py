"""How far the invented partnership has come with each standard. Pure values; nothing here happened.

A way is a letter for each criterion, in its order: met, partly, not met, or not answered yet; a
small letter is an answer whose review is overdue.
"""

from dataclasses import dataclass

MET, PARTLY, NOT_MET, UNANSWERED = "M", "P", "N", "-"
WAYS = {
    "wr-kent": "MMMMPM",
    "wr-medway": "M-MpPN",
    "wr-police": "MMPMPM",
    "daha-swale": "MMMMMMmM",
    "daha-ashford": "MMPPMNP-",
    "daha-dover": "MPPPPN--",
    "daha-thanet": "MM-P----",
    "mp-hub": "MMPMMPpPPM",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a criterion where it is met, where it is not, and who sees to it."""

    evidence: str
    gap: str
    owner: str
    action: str = ""


SAID = {
    "wr-leadership": Said(
        "Minutes of the steering group, each quarter",
        "The lead contact has left and nobody is named",
        "Head of communities",
    ),
    "wr-ambassadors": Said(
        "List of ambassadors and champions, kept by the lead contact",
        "Champions of two departments are missing",
        "Lead contact",
        "Name a champion in each department",
    ),
    "wr-plan": Said(
        "Action plan of three years, approved by the panel",
        "The plan is drafted and not approved",
        "Head of communities",
    ),
    "wr-communications": Said(
        "Campaign of 25 November, told of in the newsletter",
        "No campaign is planned for this year",
        "Head of communications",
    ),
    "wr-training": Said(
        "Record of training of all new staff",
        "Staff of depots have had no training yet",
        "Head of learning",
        "Hold short sessions at each depot",
    ),
    "wr-policies": Said(
        "Policies on abuse at work and at home, reviewed this year",
        "The policy for staff who harm is not written",
        "Head of people",
        "Write the policy for staff who harm",
    ),
    "daha-policies": Said(
        "Policy of the housing service, reviewed with survivors",
        "The policy does not speak of economic abuse",
        "Head of housing",
    ),
    "daha-publicity": Said(
        "Posters in lifts and laundries, and a page on the website",
        "Nothing is published in other languages",
        "Housing communications officer",
        "Publish the page in five languages",
    ),
    "daha-cases": Said(
        "Audit of cases by a colleague, twice a year",
        "Safety is not reviewed when a case closes",
        "Tenancy team leader",
        "Add a review of safety to the closing checklist",
    ),
    "daha-survivors": Said(
        "Panel of tenants with lived experience reads each change",
        "No survivor has been asked about repairs",
        "Head of housing",
    ),
    "daha-staff": Said(
        "All front-line staff trained, and supervision each month",
        "Contractors who enter homes are not trained",
        "Head of learning",
        "Train contractors who enter homes",
    ),
    "daha-perpetrators": Said(
        "Tenancy action taken against those who harm, with legal advice",
        "No way is agreed to move the person who harms",
        "Tenancy team leader",
        "Agree with legal services how the person who harms is moved",
    ),
    "daha-partnership": Said(
        "Seat at the MARAC and at the alliance's meeting of leads",
        "Deputies do not come when the lead is away",
        "Domestic abuse lead",
    ),
    "daha-inclusion": Said(
        "Equality of outcomes read each quarter, by characteristic",
        "Outcomes are not counted by characteristic",
        "Equality officer",
    ),
    "mp-identification": Said(
        "One threshold, in use at every agency",
        "Two agencies use thresholds of their own",
        "Hub manager",
    ),
    "mp-referral": Said(
        "Each referral goes to an adviser on the day",
        "Referrals at weekends wait until Monday",
        "Hub manager",
    ),
    "mp-engagement": Said(
        "Attendance of each agency, each quarter",
        "Substance misuse services miss one meeting in three",
        "Chair of the steering group",
        "Agree deputies with substance misuse services",
    ),
    "mp-representation": Said(
        "An adviser speaks for her in every case",
        "Her wishes are missing in some cases",
        "Lead of the advisers",
    ),
    "mp-sharing": Said(
        "The agreement in force, and the ledger of what was shared",
        "Answers of two agencies come after their day",
        "Hub manager",
    ),
    "mp-planning": Said(
        "Actions agreed with an owner and a day",
        "A quarter of actions are done after their day",
        "Hub manager",
        "Chase late actions with each agency's lead",
    ),
    "mp-volume": Said(
        "Cases for each 10,000 women, each quarter",
        "Fewer cases than expected in two districts",
        "Data analyst",
    ),
    "mp-equality": Said(
        "Characteristics of cases, beside those of the area",
        "Disabled people are referred less often than expected",
        "Data analyst",
        "Ask disability organisations how they would refer",
    ),
    "mp-operations": Said(
        "Coordinators and administrators as planned",
        "One post of an administrator is vacant",
        "Hub manager",
    ),
    "mp-governance": Said(
        "The steering group reads this assessment once a year",
        "The group has not met since the summer",
        "Chair of the steering group",
    ),
}
