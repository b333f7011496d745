"""How each column about those who sign in is handled."""

from whitebeam.kernel.declared import PLAIN, Class, Declared, Kept, Owner

KEY = Declared(Class.F1, Owner.USER, Kept.ACCOUNT, loggable=True)
ACCOUNT = Declared(Class.PLAIN, Owner.USER, Kept.ACCOUNT)
SECRET = Declared(Class.PLAIN, Owner.PARTNERSHIP, Kept.CONFIGURATION)
PASSING = Declared(Class.PLAIN, Owner.USER, Kept.SHORT)
PASSING_KEY = Declared(Class.F1, Owner.USER, Kept.SHORT, loggable=True)
# What somebody typed into a form may be anything, so it is handled as narrative.
TYPED = Declared(Class.F6, Owner.USER, Kept.SHORT)

MADE = {"id": PASSING_KEY, "created_at": PASSING_KEY, "updated_at": PASSING_KEY}

DECLARED: dict[str, dict[str, Declared]] = {
    "User": {
        "id": KEY,
        "kind": KEY,
        "email": ACCOUNT,
        "name": ACCOUNT,
        "job_title": ACCOUNT,
        "password": ACCOUNT,
        "is_active": KEY,
        "is_demonstration": KEY,
        "may_use_password": KEY,
        "last_login": ACCOUNT,
        "last_active_at": ACCOUNT,
        "ended_at": KEY,
        "created_at": KEY,
        "updated_at": KEY,
    },
    "SignInTry": {
        "id": PASSING_KEY,
        "account_key": PASSING,
        "network_key": PASSING,
        "wrong": PASSING,
        "last_wrong_at": PASSING,
        "succeeded_at": PASSING,
    },
    "KeptText": {
        **MADE,
        "user": PASSING_KEY,
        "address": PASSING,
        "fields": TYPED,
        "was_sent": PASSING_KEY,
        "kept_at": PASSING_KEY,
    },
    "OneUseLink": {
        **MADE,
        "kind": PASSING_KEY,
        "email": PASSING,
        "email_key": PASSING,
        "user": PASSING_KEY,
        "token_hash": PASSING,
        "number_hash": PASSING,
        "wrong_numbers": PASSING,
        "asked_at": PASSING_KEY,
        "expires_at": PASSING_KEY,
        "sent_at": PASSING_KEY,
        "used_at": PASSING_KEY,
    },
    "IdentityProvider": {
        "id": PLAIN,
        "created_at": PLAIN,
        "updated_at": PLAIN,
        "code": PLAIN,
        "name": PLAIN,
        "issuer": PLAIN,
        "client_id": PLAIN,
        "secret": SECRET,
        "email_domains": PLAIN,
        "second_factor_values": PLAIN,
        "ended_at": PLAIN,
    },
}
