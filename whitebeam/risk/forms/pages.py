"""The pages of an assessment beside the items of its tool."""

from datetime import date
from typing import Any

from django.forms import FileField

from whitebeam.govuk.fields import DateField
from whitebeam.risk.forms.kept import YES_NO, Choice, Choices, KeptForm, Line, Words
from whitebeam.risk.models import Assessment, PromptDecision
from whitebeam.risk.rules.prompts import Definition
from whitebeam.risk.rules.repeat import Kind
from whitebeam.risk.rules.tool_definition import Tool
from whitebeam.risk.rules.trend import Direction

SLOTS = (1, 2, 3, 4, 5)
KINDS = {
    Kind.VIOLENCE: "Violence",
    Kind.THREATS: "Threats of violence",
    Kind.PROPERTY: "Damage to things, or a threat of it",
    Kind.STALKING_PATTERN: "A pattern of stalking or harassment",
    Kind.SEXUAL: "Rape or other sexual abuse",
    Kind.UNWANTED_CONTACT: "Contact that was not wanted",
    Kind.CONTROLLING: "Controlling behaviour",
    Kind.EMOTIONAL: "Emotional abuse",
    Kind.ECONOMIC: "Economic abuse",
    Kind.OTHER_ABUSE: "Other abuse",
    Kind.NO_ABUSE: "Nothing abusive",
}
DIRECTIONS = {
    Direction.WORSE: "Worse",
    Direction.SAME: "The same",
    Direction.BETTER: "Better",
    Direction.NOT_KNOWN: "Not known",
}
VULNERABILITIES = (
    ("DISABILITY", "Disability or illness"),
    ("MENTAL_HEALTH", "Mental health"),
    ("SUBSTANCES", "Drink or drugs"),
    ("LANGUAGE", "Language"),
    ("SUPPORT_ROUTE", "No recourse to public funds"),
    ("ISOLATED_PLACE", "Lives far from others"),
    ("AGE", "Age"),
    ("CARE", "Depends on the other for care"),
)
FIRST_MODES = [one for one in Assessment.Mode.choices if one[0]]


class FirstForm(KeptForm):
    mode = Choice("How are you speaking?", FIRST_MODES)
    alone = Choice(
        "Is the person alone and safe to talk?",
        YES_NO,
        help_text="If not, stop. Agree a safe time and place.",
    )
    minutes = Line("How long is there, in minutes?", longest=10)
    safe_contact = Line(
        "How can they be reached safely, if you are cut off?",
        help_text="Put it on the record as well: nobody rings on what is written here",
    )
    where_other = Line("Where is the person causing harm now?")
    has_children = Choice("Are there children in this person's life?", YES_NO)
    where_children = Line("Where are the children now?")
    feared = Line("Whom are they afraid of?", help_text="Everybody, with what they are to them")
    marac_explained = Choice(
        "Have you explained what this is for, and what MARAC is?",
        YES_NO,
        help_text="A meeting of agencies about the highest risk. Say what you must share, and why.",
    )

    paper_on = DateField(
        what="The date of the answers",
        label="Was it answered on paper first? On which day?",
        required=False,
    )
    paper_where = Line("Where was it answered on paper?")
    paper_reference = Line("Reference of the sheet, if there is one", longest=20)


class ExternalForm(KeptForm):
    name = Line("Which tool?", help_text="Such as DARA, an older people's checklist or DVRIM")
    version = Line("Version, if it says so", longest=60)
    grade = Line("What grade or result did it give?", help_text="As it is written there")
    level = Choice("Which level is that?", Assessment.Level.choices)
    graded_on = DateField(what="The date of the result", label="When was it done?", required=False)
    graded_by = Line("By which agency?")
    upload = FileField(
        label="The document of the result, if you have it",
        help_text="A PDF, a picture or plain text, up to 10 MB. It is held until it was checked.",
        required=False,
    )


class GridForm(KeptForm):
    def __init__(self, kept: Any, *, tool: Tool, data: Any = None) -> None:
        self.tool = tool
        super().__init__(kept, data=data)

    def add_fields(self) -> None:
        for row in self.tool.rows:
            levels = [(level.code, level.text) for level in row.levels]
            self.fields[f"{row.code}-level"] = Choice(row.label, levels)
            self.fields[f"{row.code}-direction"] = Choice("Is it changing?", DIRECTIONS.items())
            self.fields[f"{row.code}-last_on"] = DateField(
                what="The date", label="When was the last time?", required=False
            )
            self.fields[f"{row.code}-words"] = Line("Anything to add", longest=400)


class EventsForm(KeptForm):
    marac_on = DateField(
        what="The date of the referral", label="Last referred to MARAC on", required=False
    )
    marac_where = Line("Where")
    since_on = DateField(what="The date", label="Newest event since then", required=False)
    since_kind = Choice("What was it?", KINDS.items())

    def add_fields(self) -> None:
        for slot in SLOTS:
            self.fields[f"police_on_{slot}"] = DateField(
                what="The date of the event",
                label=f"Event {slot}",
                latest=date.max,
                required=False,
            )
            self.fields[f"police_number_{slot}"] = Line("Its number, if known", longest=40)


class ClosingForm(KeptForm):
    vulnerabilities = Choices("What else makes it harder for this person?", VULNERABILITIES)
    barriers = Words("What stands in the way of getting help?", longest=1000)
    weapons_access = Line(
        "Could the other person get weapons?", help_text="By work, hobby or licence"
    )
    priorities = Words("What do they want for their own safety, first of all?", longest=1000)
    says_high = Choice(
        "Do they say themselves that they are at high risk?", Assessment.Said.choices
    )
    risk_of_harm = Words(
        "Is there a high risk of serious harm, suicide or self-harm now?",
        help_text="Leave empty if not. What you write is stored as a ground for MARAC.",
        longest=2000,
    )
    judged_level = Choice(
        "Your professional judgement",
        (("", "The answers show it"), *Assessment.Level.choices),
        help_text="Judgement can raise the level, never lower it. It can be the only ground.",
    )
    judgement_reason = Words("Why?", help_text="Needed if you choose a level", longest=4000)

    def __init__(
        self,
        kept: Any,
        *,
        prompts: tuple[Definition, ...] = (),
        has_band: bool = True,
        data: Any = None,
    ) -> None:
        self.prompts, self.has_band = [one for one in prompts if one.decision], has_band
        super().__init__(kept, data=data)

    def add_fields(self) -> None:
        if not self.has_band:
            self.fields["judged_level"] = Choice(
                "Which level of risk do you judge it to be?",
                Assessment.Level.choices,
                help_text="No bands were published for this tool: you say the level, and why.",
            )
        for one in self.prompts:
            self.fields[f"decision-{one.code}"] = Choice(
                one.title, PromptDecision.Decision.choices, help_text=one.text
            )
            self.fields[f"words-{one.code}"] = Words("What was decided, and why", longest=1000)
