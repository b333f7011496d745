"""The only reader of the environment: one typed object, checked at start."""

import os
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from whitebeam.config import mail

PREFIX = "WHITEBEAM_"
CHECKOUT = Path(__file__).resolve().parents[2]


class Mode(StrEnum):
    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


class Site(StrEnum):
    PUBLIC = "public"
    STAFF = "staff"


class Env(BaseModel):
    """What the surroundings decide. Field `db_host` is read from WHITEBEAM_DB_HOST, and so on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Mode = Mode.LOCAL
    site: Site = Site.STAFF
    data: Path = CHECKOUT / ".data"
    demo: bool = False
    db_host: str = ""
    db_port: str = ""
    db_name: str = "whitebeam"
    db_user: str = "wb_app"
    db_password: str = ""
    db_role: str = ""
    db_tls: str = ""
    public_origin: str = "http://localhost:8000"
    staff_origin: str = "http://localhost:8001"
    hosts: tuple[str, ...] = ()
    trusted_proxy: bool = False
    mail_url: str = ""
    notify_key: str = ""
    notify_url: str = ""
    notify_template: str = ""
    notify_receipt_token: str = ""
    malware_scanner: str = ""
    identity_providers: str = ""
    log_level: str = "INFO"

    @field_validator("hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, value.split(","))) if isinstance(value, str) else value

    @field_validator("mail_url")
    @classmethod
    def _is_readable(cls, value: str) -> str:
        mail.read(value)
        return value


class BadEnvironment(SystemExit):
    """The surroundings are not fit to start in; the text names each variable."""


def read(environ: dict[str, str] | None = None) -> Env:
    """Return the environment as settings.

    :raises BadEnvironment: if a variable is unknown or cannot be read
    """
    source = os.environ if environ is None else environ
    known = {name: f"{PREFIX}{name.upper()}" for name in Env.model_fields}
    values = {name: source[key] for name, key in known.items() if key in source}
    try:
        return Env.model_validate(values)
    except ValidationError as error:
        lines = [f"{known[str(e['loc'][0])]}: {e['msg']}" for e in error.errors()]
        raise BadEnvironment("\n".join(lines)) from None
