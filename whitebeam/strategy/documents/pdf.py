"""Writes a page as tagged PDF (PDF/UA-1). Needs Pango; says so where it is absent."""

import logging

from whitebeam.kernel.errors import Refused

# It tells its progress page by page, which nobody reads.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
ABSENT = "PDF needs the Pango library on this machine. Ask the operator, or take DOCX or HTML."


def pdf_of(html: str) -> bytes:
    """Return the page as PDF. Nothing is fetched: the page brings everything it needs.

    :raises Refused: if this machine cannot write PDF
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise Refused(ABSENT) from error
    fetcher = URLFetcher(allowed_protocols=["data"])
    return bytes(HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1"))
