"""Minutes signed before now get their facts as rows, and their copies give up what they held of them.

What was said and shared cannot change once it is signed, so a line of the minutes is found again
among the entries and items of its case. Who received a summary was not kept: it stays with those
who keep the minutes whole.
"""

import json
from types import SimpleNamespace

from django.db import migrations

WALLED = (
    *("marac_minutes", "marac_minutescopy", "marac_minutesfact", "marac_entry"),
    *("marac_researchitem", "marac_disclosure", "marac_agendaitem", "marac_case"),
    *("marac_recipient", "marac_meeting"),
)
PLACES = {"INFORMATION": "NEW_INFORMATION", "RISK": "RISK", "PROTECTIVE": "SAFETY"}
DECISION = "DECISION"
PLAIN = ("kind", "agency", "text", "is_opinion")
ALONE = ("agency", "header", "reference", "actions", "withdrew")


def forward(apps, schema_editor) -> None:
    """Make the facts of every signed minutes, and the copies anew."""
    minutes_of, fact_of = (apps.get_model("marac", name) for name in ("Minutes", "MinutesFact"))
    every = minutes_of.objects.select_related("meeting", "case__referring_agency").order_by("pk")
    for signed in every.iterator(chunk_size=200):
        whole = json.loads(signed.content)
        fact_of.objects.bulk_create(_facts(apps, signed, whole))
        decided = [one["text"] for one in whole["said"] if one["kind"] == DECISION]
        for copy in signed.copies.all():
            kept = json.loads(copy.content)
            copy.content = json.dumps({name: kept[name] for name in ALONE} | {"decided": decided})
            copy.save(update_fields=["content"])
    schema_editor.execute("set constraints all immediate")


def _facts(apps, signed, whole):
    known = _known(apps, signed)
    of = apps.get_model("marac", "MinutesFact")
    hub = signed.meeting.coordinated_by_id
    summary = whole["summary"]
    yield _fact(of, signed, 0, hub, None, {"kind": "SUMMARY", "text": summary})
    told = [one.get("line", one) for one in whole["shared"]]
    account = _account(apps, signed)
    told += [one for one in whole["said"] if one["kind"] != DECISION]
    for number, one in enumerate(told, start=1):
        found = known.get((one["kind"], one["agency"], one["text"]))
        if found is None and one["agency"] == signed.case.referring_agency.name:
            found = account
        yield _fact(of, signed, number, found.agency_id if found else hub, found, one)


def _account(apps, signed):
    """Return whose the referrer's account is, and its line: risk as it was assessed is part of it."""
    line_of = apps.get_model("marac", "Disclosure")
    line = line_of.objects.filter(about_label="marac.Case", about_id=signed.case_id).first()
    return SimpleNamespace(
        agency_id=signed.case.referring_agency_id, line=line.pk if line else None
    )


def _fact(of, signed, number, agency, found, one):
    return of(
        minutes=signed,
        case_id=signed.case_id,
        agency_id=agency,
        line_id=found.line if found else None,
        place=one["kind"],
        position=number,
        is_opinion=one.get("is_opinion", False),
        text=one["text"],
    )


def _known(apps, signed) -> dict:
    """Return the entries and items of a case by how its minutes print them, each with its line."""
    entry_of, item_of, line_of = (
        apps.get_model("marac", name) for name in ("Entry", "ResearchItem", "Disclosure")
    )
    said = entry_of.objects.filter(item=signed.item_id, removed_at=None, superseded_by=None)
    shared = item_of.objects.filter(case=signed.case_id, shared_at__isnull=False)
    found = {}
    for one in said.select_related("agency"):
        found[one.kind, one.agency.name, str(one.text)] = one
    for one in shared.select_related("agency"):
        found[PLACES[one.topic], one.agency.name, str(one.text)] = one
    lines = dict(
        line_of.objects.filter(about_id__in=[one.pk for one in found.values()]).values_list(
            "about_id", "pk"
        )
    )
    for one in found.values():
        one.line = lines.get(one.pk)
    return found


def backward(apps, schema_editor) -> None:
    """Give the copies their facts back as text, and take the rows away with the summaries' lines."""
    minutes_of, line_of, recipient_of = (
        apps.get_model("marac", name) for name in ("Minutes", "Disclosure", "Recipient")
    )
    for signed in minutes_of.objects.order_by("pk").iterator(chunk_size=200):
        whole = json.loads(signed.content)
        whole["said"] = [_plain(one) for one in whole["said"]]
        whole["shared"] = [one if "line" in one and "received_by" in one
                           else {"line": _plain(one), "received_by": []}
                           for one in whole["shared"]]  # fmt: skip
        signed.content = json.dumps(whole)
        signed.save(update_fields=["content"])
        for copy in signed.copies.all():
            _put_back(copy, signed, recipient_of)
        signed.facts.all().delete()
    of_minutes = line_of.objects.filter(about_label="marac.Minutes")
    recipient_of.objects.filter(disclosure__in=of_minutes).delete()
    of_minutes.delete()
    schema_editor.execute("set constraints all immediate")


def _plain(one: dict) -> dict:
    return {name: one[name] for name in PLAIN}


def _put_back(copy, signed, recipient_of) -> None:
    kept = json.loads(copy.content)
    received = set(
        recipient_of.objects.filter(case=copy.case_id, agency=copy.agency_id).values_list(
            "disclosure", flat=True
        )
    )
    facts = signed.facts.select_related("agency").order_by("position")
    mine = [f for f in facts if f.agency_id == copy.agency_id or f.line_id in received]
    summary = next((str(f.text) for f in mine if f.place == "SUMMARY"), "")
    said = [_as_line(f.place, f.agency.name, str(f.text), is_opinion=f.is_opinion)
            for f in mine if f.place != "SUMMARY"]  # fmt: skip
    said += [_as_line(DECISION, "", text, is_opinion=False) for text in kept.pop("decided")]
    copy.content = json.dumps(kept | {"summary": summary, "said": said, "shared": []})
    copy.save(update_fields=["content"])


def _as_line(kind, agency, text, *, is_opinion) -> dict:
    return dict(zip(PLAIN, (kind, agency, text, is_opinion), strict=True))


def forced(there: str, back: str) -> migrations.RunSQL:
    """Return the step that lets the owner of these tables reach every row, or no longer."""
    return migrations.RunSQL(
        [f"alter table {table} {there} row level security" for table in WALLED],
        [f"alter table {table} {back} row level security" for table in WALLED],
    )


class Migration(migrations.Migration):
    dependencies = [("marac", "0143_copies_hold_what_was_shared")]
    operations = [
        forced("no force", "force"),
        migrations.RunPython(forward, backward),
        forced("force", "no force"),
    ]
