"""What a tool can and cannot tell, said beside every result, with sources and date."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Study(BaseModel):
    """One finding about risk tools, with where it was published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: str = Field(min_length=1)
    source: str = Field(min_length=1)
    url: str = ""


class Notice(BaseModel):
    """The honest notice: in two sentences, and the findings it rests on, looked at on a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    can: str = Field(min_length=1)
    cannot: str = Field(min_length=1)
    studies: tuple[Study, ...] = Field(min_length=1)
    looked_at_on: date
