"""Django's test client, whose cookie is not the name of the session's row.

`force_login` signs in as somebody who showed a passkey long ago: every page opens to their duties,
and what asks for a fresh second factor asks for it.
"""

from django.conf import settings
from django.test import Client as DjangoClient

from whitebeam.accounts.session_store import SessionStore

PASSKEY_LONG_AGO = {"method": "mfa", "type": "webauthn", "at": 0}


class Client(DjangoClient):
    @property
    def session(self):
        cookie = self.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie and cookie.value:
            return SessionStore.opened_by(cookie.value)
        session = SessionStore()
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.token
        return session

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        session = self.session
        session["account_authentication_methods"] = [PASSKEY_LONG_AGO]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    def _set_login_cookies(self, request):
        super()._set_login_cookies(request)
        self.cookies[settings.SESSION_COOKIE_NAME] = request.session.token
