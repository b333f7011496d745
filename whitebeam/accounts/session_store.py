"""Sessions whose rows open nothing: a row is named by a hash of what the browser holds.

Whoever reads the table learns no cookie, and a row's content is sealed to the row's name, so that
it cannot be put under another.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from whitebeam.kernel import crypto

TOKEN_LENGTH = 43
# The column of the table takes 40 characters: 30 bytes of the hash.
NAME_BYTES = 30


def name_of(token: str) -> str:
    """Return the name of the row that belongs to this cookie."""
    digest = hashlib.sha256(b"whitebeam session/" + token.encode()).digest()
    return urlsafe_b64encode(digest[:NAME_BYTES]).decode()


class SessionStore(db.SessionStore):
    """Django's own store, whose `session_key` is the name of a row and never the cookie."""

    token: str | None = None

    @classmethod
    def opened_by(cls, token: str | None) -> "SessionStore":
        """Return the session that this cookie opens, or an empty one."""
        if not token:
            return cls()
        session = cls(name_of(token))
        session.token = token
        return session

    def encode(self, session_dict: dict[str, Any]) -> str:
        return crypto.seal(json.dumps(session_dict), **self._place()).hex()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(
                crypto.unseal(bytes.fromhex(str(session_data)), **self._place())
            )
        except (ValueError, crypto.Unreadable):
            return {}
        return kept

    def _get_new_session_key(self) -> str:
        self.token = get_random_string(TOKEN_LENGTH)
        return name_of(self.token)

    def _place(self) -> dict[str, str]:
        return {"table": "django_session", "row": str(self.session_key), "column": "session_data"}


class SessionCookie(SessionMiddleware):
    """The only place that knows both the cookie and the row."""

    def process_request(self, request: HttpRequest) -> None:
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        request.session = SessionStore.opened_by(token)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = cast(SessionStore, request.session)
        token = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session.token is None and session.session_key:
            # A library read the session again by its name.
            if token and name_of(token) == session.session_key:
                session.token = token
            else:
                session.cycle_key()
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie and cookie.value and session.token:
            response.cookies[settings.SESSION_COOKIE_NAME] = session.token
        return response
