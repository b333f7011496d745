"""How each column of a notice is handled. It says who was told when, never of whom."""

from whitebeam.kernel.declared import Class, Declared, Kept, Owner

KEY = Declared(Class.F1, Owner.USER, Kept.ACCOUNT, loggable=True)
TOLD = Declared(Class.F1, Owner.USER, Kept.ACCOUNT)

DECLARED: dict[str, dict[str, Declared]] = {
    "Notice": {
        "id": KEY,
        "created_at": KEY,
        "updated_at": KEY,
        "to": TOLD,
        "template": KEY,
        "about_label": KEY,
        "about_id": TOLD,
        "reference": TOLD,
        "made_at": KEY,
        "read_at": KEY,
        "post": KEY,
        "why_stopped": KEY,
        "tries": KEY,
        "next_try_at": KEY,
        "posted_at": KEY,
        "provider_reference": KEY,
    },
}
