"""Django's test client, whose cookie is not the name of the session's row."""

from django.conf import settings
from django.test import Client as DjangoClient

from whitebeam.accounts.session_store import SessionStore


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

    def _set_login_cookies(self, request):
        super()._set_login_cookies(request)
        self.cookies[settings.SESSION_COOKIE_NAME] = request.session.token
