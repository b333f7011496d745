"""Named reads of the demonstration."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.db.models import QuerySet

from whitebeam.accounts.models import User
from whitebeam.accounts.rules.one_time_codes import code_at, counter_of
from whitebeam.demonstration import policy
from whitebeam.partners.models import Membership


def posts_to_try() -> QuerySet[Membership]:
    """Return the posts of those who can be tried, agency by agency."""
    posts = Membership.objects.filter(user__in=policy.can_be_tried(), ends_on=None)
    return posts.select_related("user", "agency", "role").order_by("agency__name", "role__name")


def code_of(user: User, *, at: datetime) -> str:
    """Return the code that this user's app would show now; only for those who can be tried."""
    held = Authenticator.objects.filter(
        user__in=policy.can_be_tried().filter(pk=user.pk), type=Authenticator.Type.TOTP
    ).first()
    if held is None:
        return ""
    code = code_at(decrypt(held.data["secret"]), counter_of(at.timestamp()))
    return f"{code[:3]} {code[3:]}"
