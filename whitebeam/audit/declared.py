"""How each column of the audit is handled. None is ever deleted (docs/security-audit.md)."""

from whitebeam.kernel.declared import Class, Declared, Kept, Owner

RECORDED = Declared(Class.F14, Owner.PARTNERSHIP, Kept.AUDIT)
NAMED = Declared(Class.F14, Owner.PARTNERSHIP, Kept.AUDIT, loggable=True)
# What a worker typed: sealed, and opened on a guardian's page alone.
TYPED = Declared(Class.F6, Owner.PARTNERSHIP, Kept.AUDIT)

DECLARED: dict[str, dict[str, Declared]] = {
    "Entry": {
        "id": NAMED,
        "at": NAMED,
        "who": RECORDED,
        "agencies": RECORDED,
        "purpose": NAMED,
        "request_id": NAMED,
        "verb": NAMED,
        "subject_label": NAMED,
        "subject_id": RECORDED,
        "person_id": RECORDED,
        "field_classes": NAMED,
        "reason": TYPED,
        "decision": NAMED,
        "policy_version": NAMED,
        "details": RECORDED,
    },
    "Leaf": {"position": NAMED, "entry_id": NAMED, "hash": NAMED},
    "Head": {
        "size": NAMED,
        "root": NAMED,
        "signed_at": NAMED,
        "key_id": NAMED,
        "signature": NAMED,
        "frontier": NAMED,
    },
}
