"""What every staff page needs beside its own values: menu, user menu, and whether it is a show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from whitebeam.accounts.models import User
from whitebeam.casefile.navigation import address_of, navigation_for
from whitebeam.kernel.context import current
from whitebeam.notices.queries import unread
from whitebeam.partners.policy import work_of

LINKS = (
    ("Sign-in and security", "mfa_index"),
    ("Where you are signed in", "usersessions_list"),
    ("Be somebody else", "demonstration:people"),
)


def of_page(request: HttpRequest) -> dict[str, Any]:
    page: dict[str, Any] = {
        "navigation": [],
        "user_menu": {},
        "demonstration": settings.DEMONSTRATION,
        "show_components": settings.SHOW_COMPONENTS,
        "needs_passkey": getattr(request, "needs_passkey", False),
    }
    if request.user.is_authenticated and page["needs_passkey"]:
        page["user_menu"] = _menu(request.user, links=())
    elif request.user.is_authenticated:
        page["navigation"] = navigation_for(request.user, path=request.path)
        notices = (_notices(request.user), "notices:inbox")
        page["user_menu"] = _menu(request.user, links=(notices, *LINKS))
    return page


def _menu(user: User, *, links: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    agencies = dict.fromkeys(work.agency_name for work in work_of(user))
    return {
        "name": user.name,
        "agency": ", ".join(agencies),
        "links": [
            {"text": text, "href": href} for text, name in links if (href := address_of(name))
        ],
        "sign_out": reverse("account_logout"),
    }


def _notices(user: User) -> str:
    # A page drawn before anybody acts, as of a stopped agency, has no notices to count.
    count = unread(user) if current() else 0
    return f"Notices ({count})" if count else "Notices"
