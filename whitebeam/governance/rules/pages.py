"""Cutting a paper into the pages of a pack. Pure."""

LETTERS = 2400


def cut(body: str, *, letters: int = LETTERS) -> list[str]:
    """Return the pages of a paper, cut between paragraphs where that is possible."""
    pages, page = [], ""
    for paragraph in _paragraphs(body, letters):
        if page and len(page) + len(paragraph) > letters:
            pages.append(page)
            page = ""
        page = f"{page}\n\n{paragraph}" if page else paragraph
    return [*pages, page] if page else pages


def _paragraphs(body: str, letters: int) -> list[str]:
    found = []
    for paragraph in body.replace("\r\n", "\n").split("\n\n"):
        left = paragraph.strip()
        while len(left) > letters:
            end = left.rfind(" ", 0, letters)
            end = end if end > 0 else letters
            found.append(left[:end].rstrip())
            left = left[end:].lstrip()
        if left:
            found.append(left)
    return found
