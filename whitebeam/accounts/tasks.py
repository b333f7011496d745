"""The messages that follow a request for a link or a change, once it is committed."""

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from whitebeam.accounts import letters, policy
from whitebeam.accounts.keys import token_hash
from whitebeam.accounts.models import OneUseLink, User

PAGES = {
    OneUseLink.Kind.NEW_PASSWORD: "account_reset_password_from_key",
    OneUseLink.Kind.INVITATION: "partners:invitation",
    OneUseLink.Kind.GUEST: "guests:enter",
    OneUseLink.Kind.RESEARCH: "marac:guest_enter",
}


@app.task(name="accounts.send_link", retry=3)
def send_link(*, link_id: str) -> None:
    """Send one link, if its address is entitled to it. Safe to repeat."""
    with transaction.atomic():
        link = OneUseLink.objects.select_for_update().get(pk=link_id)
        user = policy.addressed_by(link)
        if link.sent_at or timezone.now() >= link.expires_at or not policy.is_sent(link, user):
            return
        letter = _letter(link, user)
        link.user, link.sent_at = user, timezone.now()
        link.save(update_fields=["user", "token_hash", "sent_at", "updated_at"])
        send_mail(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [str(link.email)])


@app.task(name="accounts.tell_of_change", retry=3)
def tell_of_change(*, user_id: str, change: str) -> None:
    """Tell a user that something about their account changed."""
    letter = letters.changed(change)
    user = User.objects.get(pk=user_id)
    send_mail(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [user.email])


def _letter(link: OneUseLink, user: User | None) -> letters.Letter:
    kind = OneUseLink.Kind(link.kind)
    if kind == OneUseLink.Kind.GUEST and user is not None and user.kind == User.Kind.STAFF:
        return letters.sign_in_as_usual(address=settings.STAFF_ORIGIN + reverse("account_login"))
    token = secrets.token_urlsafe(32)
    link.token_hash = token_hash(token)
    until = timezone.localtime(link.expires_at)
    return letters.with_link(
        kind,
        address=settings.STAFF_ORIGIN + reverse(PAGES[kind], args=[token]),
        until=f"{until:%H:%M} on {until.day} {until:%B}",
    )
