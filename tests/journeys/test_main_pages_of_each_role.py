"""The pages a role opens every day hold on a wide and a narrow screen, and under axe."""

import pytest

pytestmark = pytest.mark.journey
EVERYONES = ("/", "/notices/", "/account/security/", "/account/sessions/")
SECTIONS = ("volume", "referred", "answers", "settled", "waits", "actions", "principles")
CLARION = "Clarion Housing Association"
PAGES = {
    "School safeguarding lead": ("", ("/referrals/refer/", "/referrals/sent/")),
    "Police officer": ("", ("/referrals/refer/", "/referrals/sent/")),
    "Triage worker": (CLARION, ("/referrals/queue/", "/people/", "/referrals/advice/")),
    "Independent domestic violence adviser": (
        CLARION,
        ("/referrals/mine/", "/people/", "/people/search/", "/risk/", "/marac/voice/"),
    ),
    "MARAC coordinator": (
        "",
        (
            "/marac/",
            "/marac/calendar/",
            "/marac/calendar/?show=held",
            "/marac/figures/dataset/",
            "/marac/figures/planner/",
            "/marac/settled/",
            "/marac/how/",
            "/actions/chasing/",
        ),
    ),
    "MARAC representative": (
        "Kent Police",
        ("/marac/research/", "/marac/flags/", "/marac/calendar/", "/marac/sent/", "/actions/"),
    ),
    "MARAC steering group member": (
        "",
        tuple(f"/marac/figures/?show={code}" for code in SECTIONS),
    ),
    "Service manager": (CLARION, ("/referrals/share-out/", "/referrals/unmet-need/")),
    "Agency lead": (CLARION, ("/partnership/users/", "/partnership/users/check/")),
    "Guardian of records": (CLARION, ("/guardian/", "/guardian/blocks/", "/guardian/seen/")),
    "Partnership coordinator": ("", ("/matches/", "/referrals/queue/")),
    "Partnership officer": (
        "",
        (
            *("/plan/", "/plan/board/", "/plan/strategies/", "/plan/papers/", "/plan/agencies/"),
            *("/plan/consultations/", "/plan/reviews/", "/plan/other-plans/", "/standards/"),
            *("/groups/", "/groups/gaps/", "/groups/decisions/", "/groups/risks/"),
            *("/groups/forward-plan/", "/groups/kent-local-partnership-board/"),
            *("/indicators/", "/indicators/one/MARAC-CASES/", "/indicators/book/"),
            *("/indicators/returns/", "/indicators/releases/", "/indicators/published/"),
            *("/indicators/questions/", "/plan/indicators/MARAC-CASES/"),
        ),
    ),
    "Keeper of settings": (
        "",
        ("/partnership/settings/", "/partnership/agreements/", "/referrals/routing/"),
    ),
}


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_a_role_hold(wide_walker_under_axe, role):
    walker = wide_walker_under_axe
    agency, pages = PAGES[role]
    walker.sign_in_as(role, at=agency)
    for path in EVERYONES + pages:
        for width in (1280, 360):
            walker.page.set_viewport_size({"width": width, "height": 900})
            walker.go_to(path)
            walker.sees_nothing_of("Page not found")
