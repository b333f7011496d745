"""One event, one line: no value can forge a second line or move the cursor of a terminal."""

import logging
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", super().format(record))
