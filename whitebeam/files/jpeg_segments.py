"""Takes the segments that carry metadata out of a JPEG without touching the picture."""

START, END_OF_HEADERS = b"\xff\xd8", 0xDA
# Exif and XMP, Photoshop's resources (place names, authors), and comments.
TOLD = frozenset({0xE1, 0xED, 0xFE})
HEADER = 4


def without_metadata(data: bytes) -> bytes:
    """Return the same picture without the segments that tell of place, maker or time.

    What does not look like a JPEG is returned as it is.
    """
    if not data.startswith(START):
        return data
    kept, at = [START], len(START)
    while at + HEADER <= len(data) and data[at] == 0xFF and data[at + 1] != END_OF_HEADERS:
        length = 2 + int.from_bytes(data[at + 2 : at + HEADER])
        if data[at + 1] not in TOLD:
            kept.append(data[at : at + length])
        at += length
    return b"".join((*kept, data[at:]))
