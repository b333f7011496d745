"""What a form is: sections, pages and questions, versioned, with rules for when each shows.

A definition comes from the partnership pack and is stored whole with every version, so that an old
answer keeps its question as it was asked.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

OWN_WORDS = frozenset({"account.own_words", "wishes.words"})
QuestionType = Literal[
    "text",
    "textarea",
    "radios",
    "checkboxes",
    "date",
    "approx_date",
    "postcode",
    "area",
    "phone",
    "email",
    "number",
    "time",
    "repeat",
    "file",
]
CHOICES: frozenset[QuestionType] = frozenset({"radios", "checkboxes"})
FormCode = Literal["referral", "short_referral", "advice", "marac_referral"]

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Value = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=60)]
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ShowWhen = dict[Name, tuple[Value, ...]]

# Where an answer goes in the record. An answer without a target stays with the form only.
TARGETS: frozenset[str] = frozenset(
    {
        "safe_contact.answer",
        "safe_contact.channels",
        "safe_contact.phone",
        "safe_contact.email",
        "safe_contact.days",
        "safe_contact.from_time",
        "safe_contact.to_time",
        "safe_contact.times",
        "safe_contact.others",
        "safe_contact.messages",
        "safe_contact.safe_word",
        "person.known_as",
        "person.legal_name",
        "person.previous_names",
        "person.date_of_birth",
        "person.sex",
        "person.gender",
        "location.postcode",
        "location.area",
        "location.address",
        "location.confidential",
        "communication.needs",
        "communication.language",
        "child.present",
        "child",
        "child.name",
        "child.date_of_birth",
        "child.school",
        "child.lives_with",
        "harm_person",
        "harm_person.name",
        "harm_person.date_of_birth",
        "harm_person.relationship",
        "harm_person.lives_with",
        "harm_person.whereabouts",
        "account.what_happened",
        "account.own_words",
        "account.abuse_types",
        "account.last_incident_on",
        "safety.home_safe",
        "safety.reason",
        "risk.level",
        "risk.reason",
        "risk.signs",
        "risk.says_high",
        "needs.codes",
        "needs.notes",
        "needs.pets",
        "needs.support_route",
        "wishes.codes",
        "wishes.words",
        "consent.basis",
        "consent.reason",
        "others.agencies",
        "others.notes",
        "documents.files",
        "source.reference",
        "person.gp",
        "equality.ethnicity",
        "equality.disability",
        "equality.lgbt",
        "marac.told",
        "marac.consent",
        "marac.without_consent",
        "marac.talking",
        "marac.residence",
        "marac.grounds",
        "marac.risk_tool",
        "marac.risk_score",
        "marac.judgement",
        "marac.police_events",
        "marac.new_abuse",
        "marac.event_kind",
        "marac.harm",
        "marac.heard_before",
        "marac.fears",
        "advice.topics",
        "advice.question",
        "advice.given",
        "advice.outcome",
    }
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One answer to choose. `need` names the need (pack: needs) that choosing it raises.

    `items` are the items of risk tools whose *yes* says the same, so that nobody is asked twice.
    """

    code: Value
    label: Sentence
    hint: str = ""
    exclusive: bool = False
    need: str = ""
    items: tuple[str, ...] = ()


class Question(_Part):
    """One question. A `repeat` asks its inner questions for each of several things or people."""

    code: Name
    label: Sentence
    type: QuestionType
    hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    required_message: str = ""
    show_when: ShowWhen = {}
    maps_to: str = ""
    autocomplete: Literal["off"] = "off"
    max_length: int | None = Field(default=None, ge=1)
    questions: tuple["Question", ...] = ()
    item_label: str = ""
    min_items: int = Field(default=0, ge=0)
    max_items: int = Field(default=12, ge=1)

    @property
    def is_own_words(self) -> bool:
        """Whether somebody's own words are asked for: they are theirs, and nobody is nudged."""
        return self.maps_to in OWN_WORDS


class OneOf(_Part):
    """At least one of these questions of the page must be answered."""

    questions: tuple[Name, ...]
    message: Sentence


class Page(_Part):
    """One question or one small group, shown together."""

    code: Name
    title: Sentence
    hint: str = ""
    show_when: ShowWhen = {}
    one_of: OneOf | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Section(_Part):
    """A line of the task list."""

    code: Name
    title: Sentence
    show_when: ShowWhen = {}
    pages: tuple[Page, ...] = Field(min_length=1)


class Form(BaseModel):
    """A whole form of one version, in force from a day."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    code: FormCode
    name: Sentence
    version: int = Field(ge=1)
    starts_on: date = Field(alias="from")
    source: Sentence
    sections: tuple[Section, ...] = Field(min_length=1)

    def pages(self) -> tuple[tuple[Section, Page], ...]:
        """Return every page with its section, in the order asked."""
        return tuple((section, page) for section in self.sections for page in section.pages)

    def questions(self) -> tuple[Question, ...]:
        """Return every question of the form in the order asked, without those inside a repeat."""
        return tuple(question for _, page in self.pages() for question in page.questions)
