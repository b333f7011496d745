"""How each column about referrals is handled. A log may name a referral, never what it says."""

from whitebeam.kernel.declared import KEY, PLAIN, Class, Declared, Kept, Owner, case

MADE = {"id": KEY, "created_at": KEY, "updated_at": KEY}
NARRATIVE, IDENTITY, CHILDREN = case(Class.F6), case(Class.F2), case(Class.F9)
HELD = case(Class.F1)
# An unsent draft is its writer's own, and goes when it is sent, discarded or left lying.
DRAFT = Declared(Class.F6, Owner.USER, Kept.SHORT)


def record(*keys: str, **held: Declared) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return MADE | dict.fromkeys(keys, KEY) | held


def settings(*names: str) -> dict[str, Declared]:
    """Return the handling of what a pack sets."""
    return dict.fromkeys((*MADE, *names), PLAIN)


DECLARED: dict[str, dict[str, Declared]] = {
    "FormVersion": settings("code", "version", "name", "starts_on", "definition"),
    "Queue": settings(
        *("code", "name", "agency", "team", "service", "clocks", "claim_minutes", "escalation"),
        "ended_on",
    ),
    "RoutingRule": settings(
        *("code", "position", "sentence", "when", "queue", "starts_on", "ends_on", "source")
    ),
    "Reason": settings("code", "kind", "label", "counts_as_unmet_need", "ended_on"),
    "Referral": record(
        *("reference", "form", "route", "state", "sent_by", "submitted_by", "sent_at", "rule"),
        *("accepted_by", "accepted_at", "held_by", "next_due_at", "once_key", "version"),
        answers=NARRATIVE,
        risk=NARRATIVE,
        is_unsafe_now=NARRATIVE,
        needs=case(Class.F7),
        area=case(Class.F3),
        basis=HELD,
        basis_reason=NARRATIVE,
    ),
    "Part": record(
        *("referral", "person", "position"),
        kind=NARRATIVE,
        relationship=IDENTITY,
        school=CHILDREN,
        lives_where=CHILDREN,
    ),
    "StateChange": record(
        *("referral", "before", "after", "by", "agency", "at", "reason"), words=NARRATIVE
    ),
    "Correction": record(
        *("referral", "question", "by", "at", "seen_at"),
        old=NARRATIVE,
        new=NARRATIVE,
        why=NARRATIVE,
    ),
    "HandOverNote": record("referral", "agency", "by", "to", "at", text=NARRATIVE),
    "Transfer": record(
        *("referral", "sent_by", "sent_at", "due_at", "received_at", "confirmed_by"),
        *("chased_at", "cancelled_at"),
        to_area_name=HELD,
        to_service_name=HELD,
        received_by_name=HELD,
    ),
    # That there is a block may not be told, so no log names any of it.
    "CaseBlock": dict.fromkeys(
        (
            *("id", "created_at", "updated_at", "referral", "user", "team", "agency", "set_by"),
            *("set_at", "lifted_at", "lifted_by", "lift_approved_by"),
        ),
        HELD,
    )
    | {"reason": NARRATIVE},
    "Draft": record(
        *("writer", "agency", "form", "sent_at", "discarded_at", "version", "advice"),
        "referral",
        answers=DRAFT,
        pages_seen=DRAFT,
    ),
    "Document": record(
        *("draft", "referral", "content_type", "size", "state", "why_refused", "added_by"),
        *("added_at", "checked_at", "removed_at"),
        name=NARRATIVE,
        sha256=HELD,
        stored_as=HELD,
    ),
    "AdviceContact": record(
        *("agency", "asked_by_kind", "topic", "area", "outcome", "by", "at", "referral"),
        question=NARRATIVE,
        advice=NARRATIVE,
    ),
    "QueueEntry": record(
        *("referral", "queue", "agency", "agreement", "sender", "rank", "entered_at", "due_at"),
        *("left_at", "left_how", "sent_here_by"),
    ),
    "Claim": record("entry", "by", "at", "until", "ended_at", "ended_how"),
    "Escalation": record("entry", "step", "at", "to_duty", "told"),
}
