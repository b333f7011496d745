"""The main menu: each worker sees the places that their duties open."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from whitebeam.accounts.models import User
from whitebeam.partners.models import Duty
from whitebeam.partners.policy import duties_of


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu."""

    text: str
    href: str
    current: bool


ENTRIES: tuple[tuple[str, str, frozenset[Duty]], ...] = (
    ("Home", "casefile:home", frozenset()),
    ("Refer", "referrals:start", frozenset({Duty.REFER, Duty.SHORT_REFERRAL})),
    ("Our referrals", "referrals:sent", frozenset({Duty.VIEW_OWN_REFERRALS})),
    ("Queue", "referrals:queue", frozenset({Duty.TRIAGE_REFERRALS, Duty.ASSIGN_REFERRALS})),
    ("My cases", "referrals:accepted", frozenset({Duty.SUPPORT_VICTIMS})),
    ("Reassessments", "risk:mine", frozenset({Duty.ASSESS_RISK})),
    ("Advice", "referrals:advice", frozenset({Duty.TRIAGE_REFERRALS, Duty.SUPPORT_VICTIMS})),
    ("Actions", "actions:inbox", frozenset({Duty.DO_ACTIONS, Duty.RESEARCH_MARAC})),
    ("Actions we chase", "actions:chasing", frozenset({Duty.CHASE_ACTIONS, Duty.COORDINATE_MARAC})),
    ("MARAC cases", "marac:work", frozenset({Duty.COORDINATE_MARAC})),
    ("MARAC referrals", "marac:sent", frozenset({Duty.REFER_TO_MARAC})),
    (
        "MARAC calendar",
        "marac:calendar",
        frozenset(
            {
                Duty.COORDINATE_MARAC,
                Duty.CHAIR_MARAC,
                Duty.RESEARCH_MARAC,
                Duty.REFER_TO_MARAC,
                Duty.SUPPORT_VICTIMS,
            }
        ),
    ),
    ("Groups", "governance:register", frozenset({Duty.KEEP_GROUPS, Duty.SIT_IN_GROUPS})),
    ("Research", "marac:waiting", frozenset({Duty.RESEARCH_MARAC})),
    ("Her voice", "marac:advocated", frozenset({Duty.SUPPORT_VICTIMS})),
    ("Flags", "marac:flags", frozenset({Duty.RESEARCH_MARAC})),
    ("Settled early", "marac:settled", frozenset({Duty.COORDINATE_MARAC, Duty.CHAIR_MARAC})),
    (
        "MARAC figures",
        "marac:figures",
        frozenset({Duty.COORDINATE_MARAC, Duty.VIEW_MARAC_FIGURES}),
    ),
    (
        "How MARAC works",
        "marac:how_this_works",
        frozenset(
            {
                Duty.COORDINATE_MARAC,
                Duty.CHAIR_MARAC,
                Duty.RESEARCH_MARAC,
                Duty.REFER_TO_MARAC,
                Duty.SUPPORT_VICTIMS,
            }
        ),
    ),
    ("People", "people:list", frozenset({Duty.VIEW_PEOPLE})),
    ("Matches", "matches:requests", frozenset({Duty.COORDINATE_MATCHES})),
    ("Unmet need", "referrals:unmet_need", frozenset({Duty.VIEW_SERVICE_FIGURES})),
    (
        "Consistency",
        "risk:consistency",
        frozenset({Duty.VIEW_SERVICE_FIGURES, Duty.VIEW_MARAC_FIGURES}),
    ),
    ("Figures", "indicators:board", frozenset({Duty.VIEW_INDICATORS, Duty.KEEP_INDICATORS})),
    ("Returns", "indicators:returns", frozenset({Duty.SUBMIT_RETURNS, Duty.KEEP_INDICATORS})),
    (
        "Plan",
        "strategy:home",
        frozenset({Duty.KEEP_PLAN, Duty.REPORT_PROGRESS, Duty.SIT_IN_GROUPS, Duty.VIEW_INDICATORS}),
    ),
    ("Answers we owe", "marac:owed", frozenset({Duty.MANAGE_AGENCY})),
    ("Our users", "partners:users", frozenset({Duty.MANAGE_AGENCY})),
    ("Guardian", "guardian:home", frozenset({Duty.GUARD_RECORDS})),
    ("Settings", "partners:settings", frozenset({Duty.CONFIGURE_PARTNERSHIP})),
)
# A guest has no duty: what she takes part in opens these to her.
FOR_GUESTS = (
    ("Research", "marac:waiting"),
    ("Sent to you", "marac:packages"),
    ("How MARAC works", "marac:how_this_works"),
)


def navigation_for(user: User, *, path: str) -> list[Place]:
    """Return the menu of this user."""
    held = duties_of(user)
    places = [
        Place(text, href, current=path == href)
        for text, name, duties in ENTRIES
        if (not duties or duties & held) and (href := address_of(name))
    ]
    if user.kind == User.Kind.GUEST:
        places += [
            Place(text, href, current=path == href)
            for text, name in FOR_GUESTS
            if (href := address_of(name))
        ]
    return places


def address_of(name: str) -> str:
    """Return where a page is, or nothing while this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
