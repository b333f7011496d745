"""What was said before lines were kept gets its line, which says so, and who was there then.

Under an agreement each receives it that covered them on that day, as 0085 has it, where there was
one. Why it was shared is not made up.
"""

from collections import defaultdict

from django.db import migrations

WALLED = (
    *("marac_entry", "marac_agendaitem", "marac_attendance", "marac_participant"),
    *("marac_caseblock", "marac_disclosure", "marac_recipient"),
)
NOT_KEPT = "Not recorded: it was said before lines were kept of what is said at meetings."
HEARD = """
with old as (
  select e.id, e.case_id, e.meeting_id, e.agency_id, e.by_id, e.at, least(e.at, i.closed_at) as then
  from marac_entry e join marac_agendaitem i on i.id = e.item_id
  where e.kind <> 'DECISION' and not exists (
    select 1 from marac_disclosure d where d.about_label = 'marac.Entry' and d.about_id = e.id)
), heard as (
  select distinct old.id, p.agency_id from old
  join marac_participant p on p.case_id = old.case_id and p.agency_id <> old.agency_id
  where p.user_id is null and p.capacity <> 'REFERRER' and p.began_at <= old.at
    and (p.ended_at is null or p.ended_at > old.at)
    and not exists (select 1 from marac_caseblock b
      where b.case_id = old.case_id and b.agency_id = p.agency_id and b.lifted_at is null)
    and (p.capacity in ('COORDINATOR', 'CHAIR') or exists (
      select 1 from marac_attendance a
      where a.meeting_id = old.meeting_id and a.agency_id = p.agency_id
        and a.joined_at <= old.then and (a.left_at is null or a.left_at >= old.then)
        and not exists (select 1 from marac_caseblock b
          where b.case_id = old.case_id and b.user_id = a.user_id and b.lifted_at is null)))
), covered as (
  select heard.id, heard.agency_id, a.id as agreement_id,
    count(*) over (partition by heard.id, a.id) as receivers
  from heard join old on old.id = heard.id
  join partners_agreementparty t on t.agency_id = heard.agency_id and t.receives
  join partners_agreementparty g
    on g.agreement_id = t.agreement_id and g.agency_id = old.agency_id and g.gives
  join partners_sharingagreement a on a.id = t.agreement_id
    and (old.at at time zone 'Europe/London')::date between a.starts_on and a.ends_on
    and 'F6' = any(a.categories) and 'MEETING' = any(a.purposes)
), best as (
  select distinct on (id, agency_id) id, agency_id, agreement_id from covered
  order by id, agency_id, receivers desc, agreement_id
)
select old.id, old.case_id, old.agency_id, old.by_id, old.at, heard.agency_id, best.agreement_id
from old join heard on heard.id = old.id
left join best on best.id = old.id and best.agency_id = heard.agency_id
order by old.id, heard.agency_id
"""


def forward(apps, schema_editor) -> None:
    """Write a line for each entry that somebody else heard, with who heard it."""
    line_of, recipient_of = (apps.get_model("marac", name) for name in ("Disclosure", "Recipient"))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(HEARD)
        rows = cursor.fetchall()
    heard = defaultdict(list)
    for row in rows:
        heard[row[:5]].append(row[5:])
    lines = {
        said: line_of(
            case_id=said[1],
            about_label="marac.Entry",
            about_id=said[0],
            controller_id=said[2],
            agreement_id=next((under for _, under in receivers if under), None),
            basis="NOT_KEPT",
            necessity=NOT_KEPT,
            proportionality=NOT_KEPT,
            decided_by_id=said[3],
            decided_at=said[4],
        )
        for said, receivers in heard.items()
    }
    line_of.objects.bulk_create(lines.values(), batch_size=500)
    recipient_of.objects.bulk_create(
        (
            recipient_of(
                disclosure=lines[said],
                case_id=said[1],
                agency_id=agency,
                agreement_id=under,
                at=said[4],
            )
            for said, receivers in heard.items()
            for agency, under in receivers
        ),
        batch_size=2000,
    )
    schema_editor.execute("set constraints all immediate")


BACK = [
    """delete from marac_recipient r using marac_disclosure d
       where d.id = r.disclosure_id and d.basis = 'NOT_KEPT'""",
    "delete from marac_disclosure where basis = 'NOT_KEPT'",
    "set constraints all immediate",
]


def backward(apps, schema_editor) -> None:
    """Take those lines away again."""
    for statement in BACK:
        schema_editor.execute(statement)


def forced(there: str, back: str) -> migrations.RunSQL:
    """Return the step that lets the owner of these tables reach every row, or no longer."""
    return migrations.RunSQL(
        [f"alter table {table} {there} row level security" for table in WALLED],
        [f"alter table {table} {back} row level security" for table in WALLED],
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0141_who_heard_what_was_said")]
    operations = [
        forced("no force", "force"),
        migrations.RunPython(forward, backward),
        forced("force", "no force"),
    ]
