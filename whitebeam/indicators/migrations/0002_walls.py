"""Row-level security of figures: an agency's returns are its own, what is not released is kept.

Who keeps the indicators sees every return. Who was nominated to read sees what is released, once the
embargo has ended, and only while an agreement for statistics that names her agency is in force.
"""

from django.db import migrations

from whitebeam.kernel.walls import Allow, as_guard, grant, judged, wall

ME = "(select sec.me())"
KEEPS = "(select sec.keeps_figures())"
READS = "(select sec.reads_figures())"
RETURNING = "any((select sec.agencies_with('SUBMIT_RETURNS'))::uuid[])"
KEEPING = "any((select sec.agencies_with('KEEP_INDICATORS'))::uuid[])"
CLOCK = "(select sec.process()) = 'returns_clock'"
SEEN = f"agency_id = {RETURNING} or {KEEPS}"
OF_SEEN = "exists (select 1 from indicators_return r where r.id = owner_id)"
OF_OPEN = f"""exists (select 1 from indicators_return r where r.id = owner_id and r.state = 'OPEN'
  and (r.agency_id = {RETURNING} and not r.is_computed or r.is_computed and {KEEPS}))"""
OF_RELEASE = "exists (select 1 from indicators_release r where r.id = release_id)"
OF_UNMADE = f"""exists (select 1 from indicators_release r where r.id = release_id
  and r.approved_at is null and r.made_by_id = {ME})"""
OUT = f"({READS} and approved_at is not null and embargo_until <= now())"
HEAD = "stable security definer set search_path = pg_catalog, sec, pg_temp"

GUARD = f"""
create function sec.keeps_figures() returns boolean {HEAD} language sql as $$
  select coalesce(array_length(sec.agencies_with('KEEP_INDICATORS'), 1), 0) > 0
$$;
create function sec.reads_figures() returns boolean {HEAD} language sql as $$
  select sec.keeps_figures() or exists (
    select 1
    from public.partners_agreementparty p
    join public.partners_sharingagreement g on g.id = p.agreement_id
    where p.agency_id = any(sec.agencies_with('VIEW_INDICATORS')) and p.receives
      and 'STATISTICS' = any(g.purposes) and sec.today() between g.starts_on and g.ends_on)
$$;
grant execute on function sec.keeps_figures(), sec.reads_figures() to wb_app
"""

SIGNED = """
  (new.state <> 'SENT' or old.state = 'SENT' or new.sent_by_id = sec.me())
  and (new.state = 'OPEN' or new.agency_id = any(sec.agencies_with('SUBMIT_RETURNS'))
       or new.is_computed and sec.keeps_figures())
  and (new.state <> 'SIGNED' or old.state = 'SIGNED'
       or (old.state = 'SENT' and new.signed_by_id = sec.me() and new.sent_by_id = old.sent_by_id))
"""
APPROVED = """
  old.approved_at is null and old.rejected_at is null
  and (new.approved_by_id is null or new.approved_by_id = sec.me())
"""
RETURN_MOVES = (
    "state",
    "sent_by_id",
    "sent_at",
    "signed_by_id",
    "signed_at",
    "version",
    "updated_at",
)
FIGURE = ("numerator", "denominator", "explanation", "row", "updated_at")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_starting_tables"),
        ("partners", "0007_agencies_by_duty"),
        ("notices", "0002_walls"),
    ]
    operations = [
        # Whom the clock reminds of a return.
        wall(
            "notices_notice",
            Allow("select", "wb_worker", using=CLOCK, named="returns"),
            Allow("insert", "wb_worker", check=CLOCK, named="returns"),
        ),
        grant(
            ["indicators_indicator", "indicators_ownership", "indicators_publishedfigure"],
            "select",
            *("wb_app", "wb_worker", "wb_report"),
        ),
        as_guard(GUARD),
        wall(
            "indicators_return",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=KEEPS),
            Allow("update", "wb_app", using=SEEN, check=SEEN, columns=RETURN_MOVES),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("insert", "wb_worker", check=CLOCK),
        ),
        judged("indicators_return", "update", SIGNED),
        wall(
            "indicators_figure",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=OF_OPEN),
            Allow("update", "wb_app", using=OF_OPEN, check=OF_OPEN, columns=FIGURE),
        ),
        wall(
            "indicators_upload",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_OPEN}"),
        ),
        wall(
            "indicators_mapping",
            Allow("select", "wb_app", using=SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and agency_id = {RETURNING}"),
            Allow(
                "update",
                "wb_app",
                using=f"agency_id = {RETURNING}",
                check=f"by_id = {ME} and agency_id = {RETURNING}",
                columns=("headings", "by_id", "updated_at"),
            ),
        ),
        wall(
            "indicators_step",
            Allow("select", "wb_app", using=OF_SEEN),
            Allow("insert", "wb_app", check=f"by_id = {ME} and {OF_SEEN}"),
            Allow("select", "wb_worker", using=CLOCK),
            Allow("insert", "wb_worker", check=f"{CLOCK} and by_id is null"),
        ),
        wall(
            "indicators_release",
            Allow("select", "wb_app", using=f"{KEEPS} or {OUT}"),
            Allow(
                "insert",
                "wb_app",
                check=f"{KEEPS} and made_by_id = {ME} and approved_at is null",
            ),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=KEEPS,
                columns=("approved_by_id", "approved_at", "rejected_at", "checks", "updated_at"),
            ),
        ),
        judged("indicators_release", "update", APPROVED),
        wall(
            "indicators_cell",
            Allow("select", "wb_app", using=OF_RELEASE),
            Allow("insert", "wb_app", check=OF_UNMADE),
        ),
        wall(
            "indicators_exact",
            Allow("select", "wb_app", using=KEEPS),
            Allow("insert", "wb_app", check=f"{KEEPS} and {OF_UNMADE}"),
        ),
        wall(
            "indicators_commentary",
            Allow("select", "wb_app", using=f"{READS} or agency_id = {RETURNING}"),
            Allow(
                "insert",
                "wb_app",
                check=f"by_id = {ME} and (agency_id = {KEEPING} or agency_id = {RETURNING})",
            ),
        ),
        wall(
            "indicators_question",
            Allow("select", "wb_app", using=f"{READS} or asked_by_id = {ME}"),
            Allow("insert", "wb_app", check=f"asked_by_id = {ME} and {READS}"),
            Allow(
                "update",
                "wb_app",
                using=KEEPS,
                check=KEEPS,
                columns=("state", "decided_by_id", "decided_at", "reason", "updated_at"),
            ),
        ),
    ]
