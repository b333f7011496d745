"""What each user reaches of what is kept about signing in, and who is sent a link."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from whitebeam.accounts.models import IdentityProvider, KeptText, OneUseLink, User

FREE_MAIL = Path(__file__).with_name("free_mail_domains.txt")
LINKS_AN_HOUR = 4


def kept_by(user: User) -> QuerySet[KeptText]:
    """Return the text kept for this user."""
    return KeptText.objects.filter(user=user)


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Return the user's own sessions, newest first."""
    return UserSession.objects.filter(user=user).order_by("-last_seen_at")


def addressed_by(link: OneUseLink) -> User | None:
    """Return the active user who has the address of this link, if there is one."""
    return User.objects.filter(email=str(link.email).lower(), is_active=True).first()


def is_sent(link: OneUseLink, user: User | None) -> bool:
    """Return whether the link goes out. Whoever asked is told the same either way."""
    since = link.asked_at - timedelta(hours=1)
    lately = OneUseLink.objects.filter(
        email_key=link.email_key, kind=link.kind, sent_at__isnull=False, asked_at__gt=since
    ).exclude(pk=link.pk)
    if lately.count() >= LINKS_AN_HOUR:
        return False
    if link.kind == OneUseLink.Kind.NEW_PASSWORD:
        return user is not None and user.kind == User.Kind.STAFF and user.may_use_password
    if link.kind == OneUseLink.Kind.GUEST:
        return is_work_address(str(link.email))
    if link.kind == OneUseLink.Kind.RESEARCH:
        return user is not None and user.kind == User.Kind.GUEST
    return True


def is_work_address(email: str) -> bool:
    """Return whether the address is not at a provider of private mailboxes."""
    domain = email.rpartition("@")[2].lower()
    parents = [domain.split(".", n)[-1] for n in range(domain.count("."))]
    return not any(each in free_mail_domains() for each in parents)


@cache
def free_mail_domains() -> frozenset[str]:
    """Return the providers of private mailboxes."""
    lines = (line.strip() for line in FREE_MAIL.read_text().splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def providers_in_use() -> QuerySet[IdentityProvider]:
    """Return the identity providers through which people sign in now."""
    return IdentityProvider.objects.filter(ended_at=None)


def provider_of_address(email: str) -> IdentityProvider | None:
    """Return the provider that speaks for this address, if an agency brought one."""
    domain = email.rpartition("@")[2].lower()
    return providers_in_use().filter(email_domains__contains=[domain]).first()


def is_bound(user: User, *, provider: str) -> bool:
    """Return whether an identity of this provider is bound to the user already."""
    return SocialAccount.objects.filter(user=user, provider=provider).exists()


def factors_of(user: User) -> QuerySet[Authenticator]:
    """Return the user's second factors; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


def has_passkey(user: User) -> bool:
    """Return whether the user has a passkey."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
