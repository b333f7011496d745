"""The usual words of a ledger line; whoever shares may change them."""

SAID_NECESSITY = (
    "The meeting judges the risk and agrees what keeps her and her children safe; it cannot do that"
    " without this."
)
SUMMARY_FOR = (
    "A summary in two or three sentences, for the agencies that heard the case and were asked about"
    " everybody in it."
)
SAID_PROPORTIONALITY = (
    "Only what bears on risk or safety is said, only to the agencies that hear this case, all of"
    " which have accepted the meeting's confidentiality statement."
)

NECESSITY = (
    "The panel was asked to judge the risk and to agree what keeps her and her children safe; it"
    " cannot do that without this."
)
PROPORTIONALITY = (
    "Only what bears on risk or safety is shared, only with the agencies that take part in this"
    " case, and for this meeting alone."
)
