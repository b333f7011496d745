"""One event, one line: no value can forge a second line or move the cursor of a terminal.

Two things that arrive inside an event are left out: the token of a one-use link, which opens an
account to whoever reads the log, and what the database quotes of a row that it refused.
"""

import logging
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")

TOKEN = re.compile(r"(?<=/)(?=[\w-]{40,})[\w-]+")
QUOTED_ROW = re.compile(r"^DETAIL: .*$", re.MULTILINE)


class OneLine(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = QUOTED_ROW.sub("DETAIL: left out", TOKEN.sub("token", super().format(record)))
        return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
