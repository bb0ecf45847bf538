"""What Twilio's error codes mean for a message of ours; see twilio.com/docs/api/errors."""

STOPPED = frozenset({21610})
"""The person has texted STOP to this sender."""

PERMANENT = {
    21211: "not a phone number",
    21217: "not a phone number",
    21265: "a short code cannot be texted",
    21266: "the sender and the receiver are the same",
    21408: "the account may not text this country",
    21602: "the text is empty",
    21604: "there is no receiver",
    21610: "the person has stopped messages from this sender",
    21612: "this sender cannot reach this receiver",
    21614: "not a mobile number",
    21617: "the text is above 1,600 characters",
    21635: "a landline",
    30004: "the operator blocks messages to this person",
    30006: "a landline, or an operator out of reach",
}

BUSY = frozenset({20429, 21611, 30001})
"""Too many at once: the request was not processed, and the same one is right later."""

# The account's trouble, not the message's: it waits until somebody has mended the account.
ACCOUNT_STATUSES = frozenset({401, 402, 403, 404})
