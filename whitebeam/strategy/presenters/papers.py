"""Sections, their versions and remarks as pages print them."""

from dataclasses import dataclass
from uuid import UUID

from whitebeam.strategy.documents.parts import Written, day
from whitebeam.strategy.models import Comment, Section, SectionVersion


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with where it is edited."""

    id: UUID
    version: int
    written: Written

    @classmethod
    def of(cls, section: Section, written: Written) -> "SectionRow":
        return cls(section.pk, section.version, written)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A saved version."""

    what: str
    when: str
    who: str
    more: str
    body: str

    @classmethod
    def of(cls, version: SectionVersion) -> "VersionRow":
        return cls(
            f"Version {version.version}",
            day(version.saved_at),
            version.saved_by.name,
            version.why,
            version.body,
        )


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A remark and whether it is settled."""

    id: UUID
    words: str
    who: str
    when: str
    is_open: bool

    @classmethod
    def of(cls, comment: Comment) -> "CommentRow":
        return cls(
            comment.pk,
            comment.words,
            comment.made_by.name,
            day(comment.made_at),
            comment.settled_at is None,
        )
