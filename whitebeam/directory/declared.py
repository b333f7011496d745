"""How each column of the directory is handled: all of it is public or the partnership's own."""

from whitebeam.kernel.declared import PLAIN, Declared

MADE = ("id", "created_at", "updated_at")


def plain(*names: str) -> dict[str, Declared]:
    """Return the handling of columns that hold no case."""
    return dict.fromkeys((*MADE, *names), PLAIN)


DECLARED: dict[str, dict[str, Declared]] = {
    "Lot": plain("code", "name", "provider", "terms", "starts_on", "ends_on", "source"),
    "LotArea": plain("lot", "area"),
    "Service": plain(
        *("code", "name", "kind", "provider", "lot", "summary", "min_age", "max_age", "sexes"),
        *("risks", "needs", "source", "ended_on"),
    ),
    "ServiceArea": plain("service", "area"),
    "Helpline": plain(
        *("code", "name", "number", "hours", "note", "is_confirmed", "checked_on", "sources"),
        "ended_on",
    ),
    "Group": plain("code", "name", "kind", "source", "ended_on"),
}
