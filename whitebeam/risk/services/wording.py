"""Laying licensed words over a tool's paraphrases."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from whitebeam.audit import services as audit
from whitebeam.kernel.errors import Refused
from whitebeam.risk.events import Happened
from whitebeam.risk.models import ToolVersion, ToolWording
from whitebeam.risk.rules.tool_definition import Tool


@transaction.atomic
def load_wording(
    *, code: str, version: int, starts_on: date, licence: str, labels: Mapping[str, str]
) -> ToolWording:
    """Keep licensed words for a tool's items, in force from a day.

    Assessments that are begun from that day on are asked in these words; the others keep theirs.

    :raises Refused: if there is no such tool or item, no licence is named, or the day has words
    """
    tool = ToolVersion.objects.filter(code=code, version=version).first()
    if tool is None:
        raise Refused(f"There is no tool '{code}' of version {version}")
    if not licence.strip():
        raise Refused("Name the licence: whose it is, and from when")
    unknown = sorted(set(labels) - set(Tool.model_validate(tool.definition).codes()))
    if unknown or not labels:
        raise Refused(f"These are no items of the tool: {', '.join(unknown) or 'none were given'}")
    if tool.wordings.filter(starts_on=starts_on).exists():
        raise Refused("There are words from this day already")
    wording = ToolWording(
        tool=tool, starts_on=starts_on, labels=dict(labels), licence=licence.strip()
    )
    wording.save(force_insert=True)
    audit.record(verb=Happened.WORDING_LOADED, subject=wording, tool=tool.code, version=version)
    return wording
