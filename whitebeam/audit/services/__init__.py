"""Recording what was done and seen, and sealing the record."""

from whitebeam.audit.services.recording import NotRecorded, record, record_reading

__all__ = ["NotRecorded", "record", "record_reading"]
