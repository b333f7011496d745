"""People at the door: a worker with a password and a code app."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from tests.factories import AgencyFactory, worker_at
from tests.roles import as_role
from whitebeam.accounts.rules.one_time_codes import code_at, counter_of
from whitebeam.partners.models import Duty

PASSWORD = "umbrella kettle orbit"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def a_worker(*duties, agency=None):
    worker = worker_at(agency or AgencyFactory(), *(duties or (Duty.REFER,)))
    with as_role("wb_bulk"):
        worker.set_password(PASSWORD)
        worker.save()
        Authenticator.objects.filter(user=worker).update(data={"secret": encrypt(SECRET)})
    return worker


def current_code(steps_ahead=0):
    return code_at(SECRET, counter_of(time.time()) + steps_ahead)


def give_password(client, email, password=PASSWORD, network="192.0.2.1", **more):
    return client.post(
        "/account/sign-in/", {"login": email, "password": password, **more}, REMOTE_ADDR=network
    )


def sign_in(client, worker, **more):
    give_password(client, worker.email, **more)
    return client.post("/account/sign-in/second-step/", {"code": current_code()})


def is_signed_in(client):
    return "_auth_user_id" in client.session
