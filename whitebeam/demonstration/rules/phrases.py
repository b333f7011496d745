"""Sentences from which short accounts are put together: plain, restrained, about no one.

{They} is the person harmed, {other} the person causing harm; pronouns follow.
"""

OPENINGS: dict[str, tuple[str, ...]] = {
    "SCHOOL": (
        "{They} asked to speak to the pastoral lead after drop-off.",
        "One of the children said that home has not been calm since the holidays.",
        "{They} told the class teacher that mornings have become difficult.",
        "The attendance officer noticed a change and {they} agreed to talk.",
        "{They} came to parents' evening alone and stayed behind to talk.",
    ),
    "GP": (
        "{They} spoke about home during a routine appointment.",
        "The practice nurse asked a safe enquiry question and {they} said yes.",
        "{They} came about poor sleep and then said what was behind it.",
        "{They} rang for a repeat prescription and asked whether the call was private.",
        "The health visitor noted worry at the last two visits.",
    ),
    "POLICE": (
        "Officers attended after a call from a neighbour.",
        "{They} rang the police and asked for advice.",
        "A report was made at the front counter.",
        "Officers attended; {other} had left before they arrived.",
        "This follows a second report this quarter.",
    ),
    "HOSPITAL": (
        "{They} came to the emergency department and was seen alone.",
        "The midwife asked on her own and {they} answered.",
        "Ward staff were worried by how visits went.",
        "{They} attended with an injury and later told the nurse how it happened.",
        "The hospital advocate met {them} on the ward.",
    ),
    "HOUSING": (
        "{They} came to ask about a change of locks.",
        "A repair visit found the front door damaged.",
        "{They} told the tenancy officer that staying is no longer possible.",
        "{They} made a homelessness application and said why.",
        "Rent arrears led to a conversation about money at home.",
    ),
    "CHILDREN": (
        "This came up during an early help assessment.",
        "The family worker was told about it on a home visit.",
        "{They} asked for help for the children first and then for {themself}.",
        "The front door team received this with a request about the children.",
    ),
    "CHARITY": (
        "{They} contacted us through our website and agreed to this referral.",
        "{They} came to the one stop shop on Tuesday.",
        "{They} rang the helpline and asked us to pass this on.",
        "{They} has been coming to our drop-in and decided to ask for support.",
    ),
    "PROVIDER": ("{They} has had support from us before and came back.",),
}

WHAT: dict[str, tuple[str, ...]] = {
    "PHYSICAL": (
        "{Other} has pushed {them} on more than one occasion.",
        "There has been physical harm in the past month; {they} did not need treatment.",
        "{They} described being held by the arms during an argument.",
        "{Other} threw things during the last argument.",
        "There was an injury to the wrist, which was treated.",
    ),
    "EMOTIONAL": (
        "{Other} puts {them} down in front of the family.",
        "{They} is told daily that nobody would believe {them}.",
        "{They} says that {they} has stopped having opinions at home.",
        "{Other} does not speak to {them} for days at a time.",
    ),
    "CONTROLLING": (
        "{Other} decides who {they} may see and when.",
        "{They} has to ring when arriving and leaving anywhere.",
        "{Other} keeps the car keys and checks the mileage.",
        "{They} has given up work because of the questions afterwards.",
        "Visits from friends have stopped over the past year.",
    ),
    "ECONOMIC": (
        "Wages are paid into an account {they} cannot open.",
        "{They} is given a sum each week and must show receipts.",
        "Loans were taken in {their} name without agreement.",
        "{Other} has stopped paying towards the rent.",
        "The tenancy is in {other_their} name alone.",
    ),
    "TECHNOLOGY": (
        "{Other} seems to know where {they} has been; the phone was a gift.",
        "{They} found a tracker on the car.",
        "Messages arrive from new accounts each time one is blocked.",
        "The doorbell camera is watched from outside the home.",
        "{Other} has the passwords and reads e-mail.",
    ),
    "SEXUAL": (
        "{They} said that there is also sexual harm and does not wish to say more today.",
        "{They} would like to speak about part of this to a woman worker only.",
    ),
    "SPIRITUAL": (
        "{Other} uses faith to tell {them} that leaving is not allowed.",
        "{They} is no longer allowed to attend {their} place of worship.",
    ),
    "STALKING": (
        "{Other} waits near {their} workplace several times a week.",
        "There have been many calls a day since the spring.",
        "{They} has changed the route home and is still followed.",
        "Notes have been left on the car.",
    ),
    "AFTER_SEPARATION": (
        "They parted this year and it has become worse since.",
        "Hand-over of the children is used to continue arguments.",
        "{Other} does not accept that it is over.",
        "Court letters arrive every few weeks.",
    ),
    "HONOUR_BASED": (
        "{They} is worried about what the wider family will do if this is known.",
        "Relatives take turns to go with {them} everywhere.",
        "{They} asks that nobody in the family is contacted.",
    ),
    "FORCED_MARRIAGE": (
        "A journey abroad is planned and {they} does not want to go.",
        "{They} has overheard talk of an engagement.",
    ),
    "FGM": ("{They} is worried for a younger sister before a family visit abroad.",),
    "CHILD_TO_PARENT": (
        "{They} is afraid of {their} own child and ashamed to say so.",
        "Things are broken at home when {they} says no.",
        "{They} locks the bedroom door at night.",
        "Younger children stay in their rooms after school.",
    ),
}

CLOSINGS = (
    "{They} is clear that {they} wants to stay in the area.",
    "{They} has a sister nearby who knows.",
    "{They} has not told anyone else.",
    "{They} has a bag at a friend's house.",
    "{They} wants to know the choices before deciding anything.",
    "We have agreed to speak again next week.",
    "{They} knows that we are writing this and has read it.",
    "A safety plan was started today.",
    "{They} thinks it will become worse when {other} finds out.",
    "Nobody was hurt this time.",
)

OWN_WORDS = (
    "I just want it to be quiet at home.",
    "I am tired of guessing what mood it will be.",
    "I want the children to stop being worried.",
    "I do not want anyone in trouble. I want it to stop.",
    "I keep thinking I should have said something sooner.",
    "I need someone to tell me whether this is normal.",
    "I want to sleep with the window open again.",
    "I want to go to college and have my own phone.",
    "I want to stay in my own house.",
    "I do not know where I would go.",
    "I want my money to be mine.",
    "Please do not ring the house.",
)

RETURN_NOTES = {
    "SAFE_CONTACT": "Please say when and how this person can be reached safely. We have not rung.",
    "CONSENT": "Please say whether this person knows about the referral, or why not.",
    "WHO_LIVES_THERE": "Please say who lives at the address now.",
    "CHILDREN": "Please give the children's ages and school, if known.",
}
DECLINE_NOTES = {
    "UNABLE_TO_CONTACT": "Tried at the safe times. Tell us if another way becomes safe.",
    "DECLINED_BY_PERSON": "Support is not wanted now. The door stays open; please ask again.",
    "NO_CAPACITY": "We cannot begin in time. The helpline and the one stop shop can help now.",
    "NOT_ELIGIBLE": "Outside what we may offer. We have named the service that can help.",
    "NOT_DOMESTIC_ABUSE": "This reads as a dispute between neighbours. Ring us if we misread it.",
    "DUPLICATE": "Referred last week already; we have added what is new to that referral.",
}
WARNING_TEXTS = (
    "Do not visit alone: dog in the house, not friendly to callers.",
    "Two workers for home visits until reviewed.",
    "Meet at a public building only.",
    "Ring before any visit; do not leave a card.",
    "Do not use a family member to interpret.",
)
WHY_HIGH = (
    "Very frightened, and it is getting worse.",
    "There have been threats since they parted.",
    "Pressure on the neck was mentioned. Please ask about it with care.",
    "Watched and followed; the times are known.",
    "About to leave, and thinks that this is known.",
    "It happens more often than last year.",
)
WHY_UNSAFE = (
    "The other has a key.",
    "They may come back at any time.",
    "Everything depends on the mood this evening.",
    "A relative is staying tonight; from tomorrow nobody is.",
    "The lock on the front door is broken.",
)
PETS = ("DOG", "CAT", "RABBIT", "BIRD", "HORSE", "FISH")
WANTS = (
    "STAY_SAFELY",
    "LEAVE",
    "HOUSING",
    "LEGAL_ADVICE",
    "MONEY_ADVICE",
    "SOMEONE_TO_TALK_TO",
    "HELP_FOR_CHILDREN",
    "POLICE_ACTION",
    "NO_POLICE",
    "KNOW_OPTIONS",
)
NEEDS = (
    "MENTAL_HEALTH",
    "ALCOHOL",
    "DRUGS",
    "HOUSING",
    "MONEY",
    "LEGAL",
    "PARENTING",
    "PHYSICAL_HEALTH",
    "SOCIAL_CARE",
    "PREGNANCY",
)
