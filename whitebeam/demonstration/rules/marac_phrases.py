"""What invented agencies write about invented cases at MARAC.

Each list holds a sentence that fits any family: see `marac_words`.
"""

BACKGROUNDS = (
    "He came to the house at night and broke the door. She hid with the children until he left.",
    "He has followed her on four days this month and waits outside her mother's home.",
    "He held her by the throat. She had marks for a week and did not go to hospital.",
    "He controls her money and her telephone. Since she left he threatens to take the child.",
    "He was released last week and sends messages through his sister against an order.",
    "Her brothers say that she has shamed the family. She is not let out alone.",
    "There were blows and a threat with a knife on Sunday. Neighbours called the police.",
    "Money, keys and the telephone were taken away for a week. A neighbour raised the alarm.",
)
FEARS = (
    "That he will kill her if she leaves.",
    "That he will take the children abroad.",
    "That nobody will believe her.",
    "That he will find where she is staying.",
    "Being found, and killed, after leaving.",
)
JUDGEMENTS = (
    "The violence comes faster since she left, and he has nothing left to lose.",
    "He has strangled her once; she does not say all that happens.",
    "She is more frightened than at any time in two years.",
    "The violence comes faster, and less is told each time than what happened.",
)
FACTS: dict[str, tuple[str, ...]] = {
    "POLICE": ("Four calls to the address in six months.", "He is on bail with conditions."),
    "PROBATION": (
        "He is supervised until March and has missed two appointments.",
        "Supervision runs until March; two appointments were missed.",
    ),
    "CHILDRENS_SERVICES": (
        "The children are under a plan; the elder asked not to be sent home.",
        "Nobody of this household was known before the referral.",
    ),
    "ADULT_SERVICES": ("No open care assessment; a safeguarding concern was closed in spring.",),
    "HOUSING": (
        "The tenancy is in both names. She has asked about a move.",
        "The tenancy is in both names. A move was asked about in the autumn.",
    ),
    "PRIMARY_CARE": (
        "She asked for something to sleep; she was seen alone the second time.",
        "Something to sleep was asked for; there were bruises on both arms.",
    ),
    "ACUTE_HEALTH": (
        "Two attendances with injuries; she was seen alone the second time.",
        "Two attendances with injuries since the summer.",
    ),
    "MENTAL_HEALTH": (
        "He was assessed in June and was not thought to be ill.",
        "An assessment in June found no illness.",
    ),
    "COMMUNITY_HEALTH": ("The health visitor has not been let in since the spring.",),
    "FIRE": ("A home visit in May; smoke alarms and a letter-box seal were fitted.",),
    "CHARITY": (
        "He began a group and left after the second week.",
        "A place in a group was taken up and left after the second week.",
    ),
    "SPECIALIST_SERVICE": (
        "Her adviser has met her twice at a safe place.",
        "There were two talks at a safe place, and a safety plan is written.",
    ),
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
    "The locks were changed, and a neighbour knows the plan.",
)
INSTEAD = (
    "The midwife was asked to speak with her alone at the next appointment.",
    "The school was asked to let her use a room and a telephone there.",
    "The GP was asked to speak about it alone at the next appointment.",
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
    "The police lead on the breach; housing fits a safe room; the adviser passes it on tonight.",
)
DEFERRALS = ("Her adviser has not reached her yet.", "A key agency could not come.")
ASKED = ("Which police events do you mean, and when?", "Who has seen the children since?")
NOT_MET = (
    "None of the grounds is met today.\n\nWhat to do next: the outreach service can see her.",
    "None of the grounds is met today.\n\nWhat to do next: the outreach service can help.",
    "She was heard last week.\n\nWhat to do next: tell her adviser, who holds the plan.",
)
TRANSFERS = ("She has moved to her parents.", "A refuge place was found outside the area.")
NECESSITY = "Without it the meeting could not judge the danger."
PROPORTIONATE = "Only what bears on that danger."

# What an agency takes on: what it does, the risk that this lessens, what shows that it was done.
ACTIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "POLICE": (
        ("Mark the address for a quick answer", "He comes at night", "The mark was set that day."),
        ("Look for him on the warrant", "He is free to come back", "He was found and is held."),
        ("Mark the address", "It happens at night", "The mark was set that day."),
    ),
    "PROBATION": (
        ("Ask for a recall", "He does not keep his conditions", "The recall was granted."),
        ("Tell her adviser before he is released", "She would not know", "Her adviser was told."),
        ("Ask for a recall", "Conditions are not kept", "The recall was granted."),
    ),
    "CHILDRENS_SERVICES": (
        ("See the children at school", "They see what happens", "Both were seen alone."),
        ("Bring the plan forward", "Nobody has seen the flat", "The meeting was held."),
    ),
    "ADULT_SERVICES": (
        ("Offer an assessment of her care", "She depends on him", "She was assessed at her GP."),
        ("Offer an assessment of care", "Care is all in one hand", "Assessed at the GP's."),
    ),
    "HOUSING": (
        ("Fit a safe room", "He still has a key", "The door and the lock are in."),
        ("Begin a managed move", "He knows where she lives", "An offer was made and taken."),
        ("Fit a safe room", "There is a key too many", "The door and the lock are in."),
    ),
    "PRIMARY_CARE": (
        ("Put the flag on her records", "A nurse would not know", "The flag is on both records."),
        ("Put the flag on the records", "A nurse would not know", "The flag is on both records."),
    ),
    "MENTAL_HEALTH": (
        ("Offer him an assessment", "He speaks of ending his life", "He was seen within a week."),
        ("Offer an assessment", "There was talk of ending a life", "Held within a week."),
    ),
    "COMMUNITY_HEALTH": (
        ("See her alone at the next visit", "He comes to every visit", "She was seen alone."),
        ("Visit when nobody else is in", "No visit was ever alone", "A talk alone was held."),
    ),
    "ACUTE_HEALTH": (
        ("See her alone at the next visit", "He comes to every visit", "She was seen alone."),
        ("Put the flag on her records", "A nurse would not know", "The flag is on both records."),
        ("Put the flag on the records", "A nurse would not know", "The flag is on both records."),
    ),
    "FIRE": (
        ("Fit a letter-box seal and alarms", "He threatened fire", "Fitted on a visit."),
        ("Fit a letter-box seal and alarms", "There was a threat of fire", "Fitted on a visit."),
    ),
    "CHARITY": (
        ("Offer him a place on the programme", "Nobody works with him", "He came and signed."),
        ("Offer a place on the programme", "Nobody works on the cause", "The place was taken."),
    ),
    "SPECIALIST_SERVICE": (
        ("Go through the safety plan with her", "She is most at risk now", "Gone through twice."),
        ("Go through the safety plan", "The risk is greatest now", "Gone through twice."),
    ),
}
NOT_POSSIBLE = (
    "She has left the area.",
    "He is in custody until spring.",
    "She did not want it.",
    "It was not wanted.",
)
NOT_UNDERTAKEN = ("The worker left and it was not passed on.", "There was no money for it.")
SUPERSEDED = "A managed move takes its place."
CONFLICTS = (
    "He was in my class.",
    "Her sister is my neighbour.",
    "He is my cousin.",
    "I live next door to the family.",
)
NOT_SAFE_TO_TELL = (
    "He reads her telephone and is at home all day.",
    "She is with his family.",
    "The telephone is read, and nobody is alone at home.",
)
AFTER_WISHES = (
    "I am glad about the lock. I still want somebody to talk to the school.",
    "It is not what I asked for, but I understand why.",
    "Thank you for asking me first.",
)
AUDITED = (
    "Both agencies had done what they said; a hearing would have added nothing.",
    "Her adviser was in touch with her all the time. It was right.",
)
TO_BE_HEARD = "Nobody had asked the school. It should be heard."
# What is asked of a fact's controller, and its answer.
ORIGINATORS = (
    ("PASS_ON", "May her new landlord's officer read it, to choose where she is housed?",
     "AGREED", "To that officer alone, by word of mouth."),
    ("PASS_ON", "May it stand in the plan that his probation officer writes?",
     "REFUSED", "It would show who told. We speak with the officer ourselves."),
    ("CORRECT", "We have another year for this. Please look again.",
     "AGREED", "It was the year before. A corrected line is in the papers."),
)  # fmt: skip
ONE_AGENCY = (
    "The police act tonight; nothing that another agency holds would change it.",
    "He is in custody and the locks are done: one action is left, and it is begun.",
    "She has moved, and the school alone has to know.",
)
SETTLED = (
    "Every action was done before the meeting",
    "He is in custody and she is safe with her family; both were checked today",
)
