"""An agency with a lead who has just shown a second factor."""

import re
import time

from tests.browser import PASSKEY_LONG_AGO
from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.models import OneUseLink
from whitebeam.accounts.tasks import send_link
from whitebeam.kernel.context import Acting, acting
from whitebeam.partners.models import Duty


def a_lead(agency=None, *more):
    return worker_at(agency or AgencyFactory(), Duty.MANAGE_AGENCY, *more)


def enter(client, user):
    """Sign in, having shown a second factor just now."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [PASSKEY_LONG_AGO | {"at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def as_user(user):
    return acting(Acting.user(user.pk))


def deliver():
    with as_role("wb_worker"):
        for link in OneUseLink.objects.filter(sent_at=None):
            send_link(link_id=str(link.pk))


def link_in(message):
    return re.search(r"http://localhost:8001(/\S+)", message.body).group(1)
