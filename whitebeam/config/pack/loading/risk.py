"""The sheet of risk tools. Prompts, language, guides and the notice are settings."""

from whitebeam.config.pack.loading.sheets import Row, Sheet
from whitebeam.config.pack.pack import Pack
from whitebeam.risk import models


def sheets(pack: Pack) -> tuple[Sheet, ...]:
    """Return what the risk app's own settings should be."""
    rows = tuple(
        Row(
            {
                "code": tool.code,
                "version": tool.version,
                "name": tool.name,
                "kind": tool.kind,
                "definition": tool.model_dump(mode="json", by_alias=True),
                "licence": tool.licence,
                "agency_kinds": tool.agency_kinds,
                "source": tool.source,
                "starts_on": tool.starts_on,
            },
            (f"tools/{tool.code}", "version"),
        )
        for tool in pack.tools
    )
    fixed = ("name", "kind", "definition", "licence", "agency_kinds", "source", "starts_on")
    return (Sheet("tools", models.ToolVersion, ("code", "version"), rows, {}, fixed=fixed),)


def settings(pack: Pack) -> dict[str, object]:
    """Return the words of risk as settings, by their keys."""
    values: dict[str, object] = {
        f"risk.guide.{guide.code}": guide.model_dump(mode="json") for guide in pack.guides
    }
    if pack.prompts:
        values["risk.prompts"] = [one.model_dump(mode="json") for one in pack.prompts]
    if pack.language:
        values["risk.language"] = [one.model_dump(mode="json") for one in pack.language]
    if pack.risk_notice:
        values["risk.notice"] = pack.risk_notice.model_dump(mode="json")
    return values
