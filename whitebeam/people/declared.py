"""How each column about a person is handled. A log may name a record, never what it says."""

from whitebeam.kernel.declared import KEY, Class, Declared, case

MADE = {"id": KEY, "created_at": KEY, "updated_at": KEY}
F = {number: case(Class[f"F{number}"]) for number in range(1, 14)}


def record(*keys: str, **held: Declared) -> dict[str, Declared]:
    """Return the handling of a table: columns that a log may name, and those it may not."""
    return MADE | dict.fromkeys(keys, KEY) | held


DECLARED: dict[str, dict[str, Declared]] = {
    "Person": record(
        "recorded_by",
        "entered_by",
        "merged_into",
        "version",
        known_as=F[2],
        date_of_birth=F[2],
        birth_precision=F[2],
        sex=F[2],
        pronouns=F[2],
        support_route=F[12],
        area=F[3],
    ),
    "EarlierBirth": record(
        "person",
        "corrected_by",
        "corrected_at",
        "recorded_by",
        date_of_birth=F[2],
        birth_precision=F[2],
    ),
    "Name": record(
        "person", "kind", "recorded_by", given=F[2], middle=F[2], family=F[2], ended_on=F[2]
    ),
    "ContactPoint": record(
        "person",
        "kind",
        "recorded_by",
        value=F[3],
        area=F[3],
        source=F[13],
        starts_on=F[3],
        ended_on=F[3],
    ),
    "ConfidentialLocation": record(
        person=F[4], value=F[4], recorded_by=F[4], entered_by=F[4], ended_at=F[4]
    ),
    "SafeContact": record(
        "person",
        "channel",
        "recorded_by",
        "entered_by",
        "superseded_at",
        answer=F[5],
        days=F[5],
        from_time=F[5],
        to_time=F[5],
        withhold_number=F[5],
        wording=F[5],
        who_else_sees=F[5],
        safe_word=F[5],
        confirmed_on=F[5],
        expires_on=F[5],
    ),
    "CommunicationNeed": record(
        "person", "recorded_by", kind=F[7], language=F[7], notes=F[7], ended_on=F[7]
    ),
    "EqualityAnswers": record("person", "recorded_by", answers=F[7]),
    # A keyed hash tells nothing by itself; held as what it was made of.
    "MatchKey": {"id": KEY, "person": KEY, "kind": KEY, "key": F[2]},
    "MatchRequest": record(
        *("person", "asked_by", "asked_for", "asked_at", "outcome", "decided_by", "decided_at"),
        note=F[6],
    ),
    "Merge": record(
        *("kept", "gone", "state", "asked_by", "asked_at", "decided_by", "decided_at"),
        *("undo_asked_by", "undone_by", "undone_at"),
        reasons=F[6],
    ),
    "Involvement": record(
        *("person", "agency", "capacity", "purpose", "agreement", "starts_on", "ended_at"),
        "added_by",
    ),
    # That there is a block may not be told, so no log names any of it.
    "Restriction": dict.fromkeys(
        (
            *("id", "created_at", "updated_at", "person", "user", "team", "agency", "set_by"),
            *("set_at", "lifted_at", "lifted_by", "lift_approved_by"),
        ),
        F[1],
    )
    | {"reason": F[6]},
    "Flag": record(
        *("person", "starts_on", "ends_on", "recorded_by", "ended_at"), kind=F[6], contact=F[6]
    ),
    "WarningNote": record(
        *("person", "review_on", "ends_on", "recorded_by", "entered_by", "ended_at"),
        text=F[6],
        basis=F[6],
        was_person_told=F[6],
    ),
    "Household": record("recorded_by", source=F[13]),
    "HouseholdMember": record("household", "person", starts_on=F[2], ended_on=F[2], source=F[13]),
    "Relationship": record(
        *("person", "other", "recorded_by"),
        kind=F[2],
        starts_on=F[2],
        ended_on=F[2],
        source=F[13],
    ),
}
