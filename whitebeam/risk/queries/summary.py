"""A signed assessment in short, as it goes with a referral to MARAC."""

from whitebeam.kernel.clocks import LONDON
from whitebeam.kernel.errors import Refused
from whitebeam.risk.models import Assessment
from whitebeam.risk.queries.reading import Reading, reading_of
from whitebeam.risk.queries.settings import prompts_since
from whitebeam.risk.rules.contents import unpacked, word
from whitebeam.risk.rules.summary import Summary, critical_codes, raised_of

EXTERNAL = (
    *(("name", "Tool"), ("version", "Version"), ("grade", "Grade")),
    *(("graded_on", "Date"), ("graded_by", "Done by")),
)


def summary_of(assessment: Assessment) -> Summary:
    """Return what a MARAC reads of it; it comes with its tool, wording and agency.

    :raises Refused: if it is not signed
    """
    if assessment.signed_at is None:
        raise Refused("Sign the assessment first")
    on = assessment.signed_at.astimezone(LONDON).date()
    reading, told = reading_of(assessment, on=on), unpacked(assessment.external)
    return Summary(
        tool=assessment.tool.name,
        version=str(assessment.tool.version),
        signed_on=on.isoformat(),
        agency=assessment.agency.name,
        level=assessment.level,
        total=assessment.score,
        items=assessment.items_n,
        dont_know=assessment.dont_know_n,
        not_asked=assessment.items_n - assessment.answered_n,
        is_incomplete=reading.is_incomplete,
        judged_level=assessment.judged_level,
        reason=str(assessment.judgement_reason or ""),
        says_high=assessment.says_high,
        critical=_critical(reading),
        raised=raised_of(reading.prompts, since=prompts_since()),
        external=tuple((label, word(told, name)) for name, label in EXTERNAL if word(told, name)),
        criteria=tuple(
            (key, f"{used['value']}, from {used['from']} ({used['source']})")
            for key, used in sorted(assessment.criteria.items())
        ),
    )


def _critical(reading: Reading) -> tuple[tuple[str, str], ...]:
    yes = frozenset(code for code, given in reading.answers.items() if given.answer == "YES")
    codes = critical_codes(reading.prompts, yes=yes)
    asked = (item for tool in (reading.tool, *reading.opened) for item in tool.items())
    return tuple((item.code, item.label) for item in asked if item.code in codes)
