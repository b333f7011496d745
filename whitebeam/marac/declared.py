"""How each column of MARAC is handled. A log may name a case, never what it says."""

from whitebeam.kernel.declared import KEY, PLAIN, Class, Declared, case

MADE = {"id": KEY, "created_at": KEY, "updated_at": KEY}
NARRATIVE, IDENTITY, HELD = case(Class.F6), case(Class.F2), case(Class.F1)
PRIVATE = case(Class.F11)


def record(*keys: str, **held: Declared) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return MADE | dict.fromkeys(keys, KEY) | held


def settings(*names: str) -> dict[str, Declared]:
    """Return the handling of what a pack sets."""
    return dict.fromkeys((*MADE, *names), PLAIN)


DECLARED: dict[str, dict[str, Declared]] = {
    "Panel": settings(
        *("code", "name", "area", "coordinated_by", "chaired_by", "advocated_by", "pattern"),
        *("source", "ended_on"),
    ),
    "PanelMember": settings(
        *("panel", "agency", "agreement", "template", "parts", "identifiers", "prompts"),
        *("is_core", "ended_on"),
    ),
    "Pathway": settings(
        *("code", "kind", "name", "guidance", "clocks", "starts_on", "ends_on", "source")
    ),
    "LateReason": settings("code", "label", "needs_detail", "starts_on", "ends_on", "source"),
    "Statement": settings("code", "version", "text", "starts_on", "source"),
    "Case": record(
        *("reference", "panel", "pathway", "state", "referral", "referring_agency"),
        *("referred_by", "referred_at", "criteria", "repeat", "repeat_of", "screen_due_at"),
        *("screened_at", "screened_by", "idva_agency", "idva", "idva_due_at", "heard_at"),
        *("closed_at", "once_key", "version"),
        told=HELD,
        consent=HELD,
        without_consent_why=NARRATIVE,
        lives_here=HELD,
        home_area=case(Class.F3),
        residence=case(Class.F3),
        background=NARRATIVE,
        fears=NARRATIVE,
        talking=case(Class.F5),
        heard_before=NARRATIVE,
        event_kind=NARRATIVE,
        event_on=NARRATIVE,
        assessment=HELD,
        assessed=NARRATIVE,
        prompts=NARRATIVE,
    ),
    "CasePerson": record(
        *("case", "person", "position"),
        part=NARRATIVE,
        relationship=IDENTITY,
        name=IDENTITY,
    ),
    "CaseIdentifier": record("case", "about", "kind", text=IDENTITY),
    "CaseProfile": record("case", answers=case(Class.F7)),
    "MeetingChange": record(
        *("meeting", "kind", "was_at", "now_at", "by", "at"), reason=case(Class.F1)
    ),
    "RepeatFinding": record(
        *("case", "worked_out", "earlier", "earlier_on", "rule", "rule_from", "months"),
        *("counts_until", "by", "at"),
        event_kind=NARRATIVE,
        event_on=NARRATIVE,
        reason=NARRATIVE,
    ),
    "Ground": record("case", "said_by", kind=NARRATIVE, evidence=NARRATIVE),
    "Participant": record(
        *("case", "agency", "capacity", "user", "access", "agreement", "coordinated_by"),
        *("added_by", "began_at", "until", "ended_at", "key"),
    ),
    "StateChange": record(
        *("case", "before", "after", "by", "agency", "at", "reason"), words=NARRATIVE
    ),
    # That there is a block may not be told, so no log names any of it.
    "CaseBlock": dict.fromkeys(
        (
            *("id", "created_at", "updated_at", "case", "user", "team", "agency", "set_by"),
            *("set_at", "lifted_at", "lifted_by", "lift_approved_by"),
        ),
        HELD,
    )
    | {"reason": NARRATIVE},
    "ResearchRequest": record(
        *("case", "agency", "agreement", "template", "parts", "identifiers", "prompts"),
        *("asked_at", "asked_by", "due_at", "answered_at", "answered_by", "chased_at"),
        *("withdrawn_at", "version"),
        answer=HELD,
        emergency_why=NARRATIVE,
    ),
    "ResearchDraft": record("request", "case", "agency", "by", "version", answers=PRIVATE),
    "GuestAccess": record(
        *("agency", "user", "case", "meeting", "package", "coordinated_by", "invited_by"),
        *("invited_at", "until", "wrong_words", "entered_at", "ended_at"),
        invited_as=IDENTITY,
        words_hash=HELD,
        entered_with=HELD,
    ),
    "KnownPerson": record("request", "case", "case_person", is_known=HELD),
    "ResearchItem": record(
        *("request", "case", "agency", "kind", "topic", "shared_at", "by", "supersedes"),
        *("removed_at", "once_key"),
        about=IDENTITY,
        text=NARRATIVE,
        source=case(Class.F13),
        dated_on=NARRATIVE,
        is_withheld=HELD,
        why_withheld=NARRATIVE,
    ),
    "Disclosure": record(
        *("case", "about_label", "about_id", "controller", "agreement", "basis", "decided_by"),
        "decided_at",
        to_marac=HELD,
        necessity=NARRATIVE,
        proportionality=NARRATIVE,
        emergency_why=NARRATIVE,
    ),
    "Recipient": record("disclosure", "case", "agency", "agreement", "at"),
    # That somebody is known to MAPPA is told to nobody by a log.
    "ProcessLink": record(
        *("case", "agency", "said_for", "by", "at", "confirmed_at", "confirmed_by", "ended_at"),
        *("ended_by", "once_key"),
        about=IDENTITY,
        kind=NARRATIVE,
        lead=NARRATIVE,
        contact=NARRATIVE,
        since_on=NARRATIVE,
        is_withheld=HELD,
        why_withheld=NARRATIVE,
        ended_why=NARRATIVE,
    ),
    "HarmLink": record(
        *("case", "other", "by", "at", "ended_at", "ended_by"),
        about=IDENTITY,
        other_about=IDENTITY,
        is_sure=HELD,
        reason=NARRATIVE,
        ended_why=NARRATIVE,
    ),
    "ContactAttempt": record(
        *("case", "agency", "by", "at", "outcome", "once_key"),
        channel=case(Class.F5),
        note=PRIVATE,
    ),
    "Unreached": record(
        *("case", "agency", "by", "at", "why", "attempts", "ended_at", "once_key"),
        instead=NARRATIVE,
    ),
    "Wish": record("case", "agency", "by", "at", "when", "is_own_words", "once_key")
    | {"words": NARRATIVE},
    "Telling": record(
        *("case", "agency", "by", "at", "outcome", "once_key"),
        how=case(Class.F5),
        decided=NARRATIVE,
        reason=NARRATIVE,
    ),
    "Meeting": record(
        *("panel", "kind", "state", "starts_at", "minutes", "place", "cut_off_at"),
        *("research_due_at", "coordinated_by", "called_by", "chair", "statement", "began_at"),
        *("ended_at", "signed_at", "signed_by", "version"),
    ),
    "AgendaItem": record(
        *("meeting", "case", "position", "minutes", "has_children", "is_aside", "listed_by"),
        *("listed_at", "opened_at", "closed_at", "outcome", "signed_at", "version"),
        from_marac=HELD,
        late_because=HELD,
        late_reason=NARRATIVE,
        outcome_reason=NARRATIVE,
        summary=NARRATIVE,
    ),
    "Attendance": record(
        *("meeting", "agency", "user", "role", "apologised_at", "has_sent_information"),
        *("statement", "accepted_at", "joined_at", "left_at"),
    ),
    "Entry": record(
        *("item", "case", "meeting", "kind", "by", "agency", "at", "supersedes", "removed_at"),
        "once_key",
        text=NARRATIVE,
        about=IDENTITY,
    ),
    "ConflictDeclaration": dict.fromkeys(
        (
            *("id", "created_at", "updated_at", "case", "meeting", "user", "agency", "at"),
            *("noted_by", "representative"),
        ),
        HELD,
    )
    | {"words": NARRATIVE},
    "CaseAction": record("case", "action", "meeting", "is_before_meeting", "added_by", "added_at"),
    "Minutes": record(
        *("item", "case", "meeting", "number", "signed_by", "signed_at", "supersedes"),
        content=NARRATIVE,
        why=NARRATIVE,
    ),
    "MinutesFact": record(
        *("minutes", "case", "agency", "line", "place", "position", "is_opinion"),
        about=IDENTITY,
        text=NARRATIVE,
    ),
    "MinutesCopy": record("minutes", "case", "meeting", "agency", content=NARRATIVE),
    "EarlySettlement": record(
        *("case", "proposed_by", "proposed_for", "proposed_at", "seconded_by", "seconded_for"),
        *("seconded_at", "idva", "idva_agreed_at", "decided_at", "decided_by", "withdrawn_at"),
        *("withdrawn_by", "minutes_saved", "audit", "audited_by", "audited_at"),
        reason=NARRATIVE,
        audit_words=NARRATIVE,
    ),
    "QuarterReturn": record(
        *("number", "first_on", "last_on", "made_by", "made_for", "made_at"), cells=HELD
    ),
    "StaffInPost": settings(
        *("area", "role", "posts", "starts_on", "source", "entered_by", "entered_at")
    ),
    "ScreeningSettlement": record(
        *("case", "decided_by", "decided_at", "audit", "audited_by", "audited_at"),
        reason=NARRATIVE,
        audit_words=NARRATIVE,
    ),
    "FlagRequest": record(
        *("case", "agency", "asked_at", "until", "flagged_at", "flagged_by"),
        *("removal_asked_at", "removed_at", "removed_by", "told_by"),
    ),
    "Transfer": record(
        *("case", "direction", "was_heard", "was_circulated", "is_address_withheld"),
        *("documents", "handed_over_at", "sent_at", "sent_by", "due_at", "received_at"),
        *("confirmed_by", "chased_at", "cancelled_at", "to_panel"),
        *("declined_at", "declined_by", "taken_as"),
        declined_why=NARRATIVE,
        other_marac=HELD,
        other_coordinator=HELD,
        reason=NARRATIVE,
        move=HELD,
        our_idva=HELD,
        their_idva=HELD,
        received_by_name=HELD,
    ),
    "OriginatorQuestion": record(
        *("case", "disclosure", "about_label", "controller", "kind", "asked_by"),
        *("asked_for", "asked_at", "answer", "answered_by", "answered_at", "once_key"),
        words=NARRATIVE,
        answer_words=NARRATIVE,
    ),
    "TransferNote": record("case", "transfer", "agency", "by", "at", words=NARRATIVE),
    "Package": record(
        *("case", "transfer", "number", "reference", "parts", "is_address_withheld"),
        *("sent_at", "sent_by", "opened_at", "opened_by"),
        from_marac=HELD,
    ),
    "PackageItem": record("case", "package", "part", "position", "controller", content=NARRATIVE),
}
