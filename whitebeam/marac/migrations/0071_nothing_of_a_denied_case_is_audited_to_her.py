"""An entry of the audit may be about something of a case, not the case: it is denied as well."""

from django.db import migrations

from whitebeam.kernel.walls import Allow, Only, as_guard, bound, grant, rewall

# Each names its case; what is written of them in the audit is written under their own ids.
OF_CASES = (
    *("caseperson", "caseidentifier", "caseprofile", "ground", "participant", "statechange"),
    *("caseblock", "researchrequest", "researchdraft", "knownperson", "researchitem"),
    *("disclosure", "recipient", "contactattempt", "wish", "telling", "agendaitem", "entry"),
    *("conflictdeclaration", "earlysettlement", "flagrequest", "transfer", "guestaccess"),
    *("minutes", "minutescopy", "caseaction"),
)
READ_ALREADY = {
    *("caseperson", "caseblock", "participant", "agendaitem", "researchrequest", "researchitem"),
}
TO_READ = tuple(f"marac_{name}" for name in OF_CASES if name not in READ_ALREADY)
HEAD = "volatile security definer set search_path = pg_catalog, sec, pg_temp language plpgsql"
ROWS = "\n    union all ".join(
    f"select id from public.marac_{name} where case_id = any(denied)" for name in OF_CASES
)
FUNCTION = f"""
create function sec.marac_things_denied() returns text[] {HEAD} as $$
declare
  denied uuid[] := sec.marac_denied();
  kept text;
  found text[];
begin
  if denied = '{{}}' then
    return '{{}}';
  end if;
  kept := sec.recall('marac_things');
  if kept is not null then
    return kept::text[];
  end if;
  select array_agg(x.id::text) into found from (
    select unnest(denied) as id
    union all select a.action_id from public.marac_caseaction a where a.case_id = any(denied)
    union all {ROWS}
  ) x;
  perform sec.remember('marac_things', found::text);
  return found;
end $$;
grant execute on function sec.marac_things_denied() to wb_app
"""
DENIED = "(select sec.marac_things_denied())::text[]"
NOT_OF_DENIED = (
    f"subject_id <> all({DENIED}) and not exists"
    f" (select 1 from unnest({DENIED}) as denied(id) where strpos(details::text, denied.id) > 0)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_blocks_bind_guardians"),
        ("marac", "0070_waits_between_stages"),
    ]
    operations = [
        grant(TO_READ, "select", "wb_sec"),
        *(rewall(table, Allow("select", "wb_sec", using="id is not null")) for table in TO_READ),
        as_guard(FUNCTION),
        migrations.RunSQL(
            "drop policy wb_app_select_only_not_of_marac on audit_entry", migrations.RunSQL.noop
        ),
        bound("audit_entry", Only("select", "wb_app", using=NOT_OF_DENIED, named="not_of_marac")),
    ]
