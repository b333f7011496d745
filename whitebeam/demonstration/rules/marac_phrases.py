"""What invented agencies write about invented cases at MARAC."""

BACKGROUNDS = (
    "He came to the house at night and broke the door. She hid with the children until he left.",
    "He has followed her from work on four days this month and waits outside her mother's home.",
    "He held her by the throat. She had marks for a week and did not go to hospital.",
    "He controls her money and her telephone. Since she left he threatens to take the child.",
    "He was released last week and sends messages through his sister against an order.",
    "Her brothers say that she has shamed the family. She has been kept from college.",
)
FEARS = (
    "That he will kill her if she leaves.",
    "That he will take the children abroad.",
    "That nobody will believe her.",
    "That he will find where she is staying.",
)
JUDGEMENTS = (
    "The violence comes faster since she left, and he has nothing left to lose.",
    "He has strangled her once; she does not say all that happens.",
    "She is more frightened than at any time in two years.",
)
FACTS: dict[str, tuple[str, ...]] = {
    "POLICE": ("Four calls to the address in six months.", "He is on bail with conditions."),
    "PROBATION": ("He is supervised until March and has missed two appointments.",),
    "CHILDRENS_SERVICES": ("The children are under a plan; the elder asked not to be sent home.",),
    "ADULT_SERVICES": ("No open care assessment; a safeguarding concern was closed in spring.",),
    "HOUSING": ("The tenancy is in both names. She has asked about a move.",),
    "HEALTH": ("Two attendances with injuries; she was seen alone the second time.",),
    "FIRE": ("A home visit in May; smoke alarms and a letter-box seal were fitted.",),
    "CHARITY": ("He began a group and left after the second week.",),
    "SPECIALIST_SERVICE": ("Her adviser has met her twice at a safe place.",),
}
OPINIONS = (
    "The risk is higher than the number of incidents suggests.",
    "She minimises when anyone else is in the room.",
    "He is likely to test any order in the first days.",
)
PROTECTIVE = (
    "Her sister lives near and knows the plan.",
    "The school has a code word with the children.",
    "She has changed the locks and keeps her telephone charged.",
)
WISHES = (
    "I want to stay in my home and for him to be kept away.",
    "I want someone to talk to the school so that I need not explain again.",
    "I do not want to go to court. I want it to stop.",
)
DECISIONS = (
    "The police lead on the breach; housing fits a safe room; her adviser tells her tonight.",
    "Children's services see the children at school; the adviser meets her the same day.",
    "Probation asks for a recall; the police mark the address for a quick answer.",
)
DEFERRALS = ("Her adviser has not reached her yet.", "A key agency could not come.")
TRANSFERS = ("She has moved to her parents.", "A refuge place was found outside the area.")
NECESSITY = "Without it the meeting could not judge the danger to her and the children."
PROPORTIONATE = "Only what bears on that danger."
