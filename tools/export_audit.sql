-- The whole audit as JSON lines, for tools/verify_audit.py (docs/security-audit.md). Run it as
-- wb_backup: psql -qAt -f export_audit.sql "…" > export.jsonl
\set ON_ERROR_STOP on
\set FETCH_COUNT 5000
begin isolation level repeatable read;
select pg_advisory_xact_lock(hashtext('whitebeam audit')) \g /dev/null

select json_build_object('format', 'whitebeam-audit-1', 'kind', 'head', 'size', size,
  'root', encode(root, 'hex'), 'key_id', key_id, 'signature', encode(signature, 'hex'),
  'signed_at', to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
from audit_head order by size;

with entry as (
  select e.id, json_build_object(
    'id', e.id, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'who', e.who, 'agencies', e.agencies, 'purpose', e.purpose, 'request_id', e.request_id,
    'verb', e.verb, 'subject_label', e.subject_label, 'subject_id', e.subject_id,
    'person_id', e.person_id, 'field_classes', e.field_classes,
    'reason', encode(e.reason, 'hex'), 'decision', e.decision,
    'policy_version', e.policy_version, 'details', e.details) as told
  from audit_entry e
)
select json_build_object('kind', 'unsealed', 'entry', entry.told)
from entry where not exists (select from audit_leaf l where l.entry_id = entry.id) order by entry.id;

with entry as (
  select e.id, json_build_object(
    'id', e.id, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'who', e.who, 'agencies', e.agencies, 'purpose', e.purpose, 'request_id', e.request_id,
    'verb', e.verb, 'subject_label', e.subject_label, 'subject_id', e.subject_id,
    'person_id', e.person_id, 'field_classes', e.field_classes,
    'reason', encode(e.reason, 'hex'), 'decision', e.decision,
    'policy_version', e.policy_version, 'details', e.details) as told
  from audit_entry e
)
select json_build_object('kind', 'sealed', 'position', l.position, 'entry_id', l.entry_id,
  'hash', encode(l.hash, 'hex'), 'entry', entry.told)
from audit_leaf l left join entry on entry.id = l.entry_id order by l.position;
commit;
