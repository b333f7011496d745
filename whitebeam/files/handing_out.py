"""Handing a checked document out: always as a download, under a name that tells nothing."""

from whitebeam.files.kinds import kind_with


def headers_of(content_type: str) -> dict[str, str]:
    """Return the headers of the answer that hands out a document of this type."""
    kind = kind_with(content_type)
    suffix = min(kind.suffixes, key=len)
    return {
        "Content-Type": kind.content_type,
        "Content-Disposition": f'attachment; filename="document{suffix}"',
        # Whatever it holds, it may run nothing and reach nothing should a browser show it.
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
