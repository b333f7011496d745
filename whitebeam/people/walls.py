"""The wall around what hangs on a person, for the migrations of this app and of those above it.

What hangs on her could ask whether she herself is seen, but then the planner works through her
policy inside each of theirs. The same condition asked directly plans in half the time.
A migration stays what it was: a condition that changes gets a function of its own.
"""


def of_seen_person(table: str, column: str = "person_id") -> str:
    """Return the condition that the acting user sees the person whom this row's column names.

    Word for word the wall of `people_person` itself; a structural test compares them. The column is
    named with its table: without, it would be read from the involvement and always agree.
    """
    person = f"{table}.{column}"
    return f"""exists (select 1 from people_involvement i where i.person_id = {person}
  and i.agency_id = any((select sec.agencies())::uuid[]) and i.ended_at is null
  and (i.agreement_id is null or i.agreement_id = any((select sec.agreements())::uuid[])))
  and {person} <> all((select sec.people_denied())::uuid[])"""  # noqa: S608  # a name of ours
