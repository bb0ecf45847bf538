"""What the Send API's error codes mean for a message of ours."""

from typing import Final

from channels_app import calling
from channels_app.kind import Accepted, Rejected, Retry, Sent, Unknown
from channels_app.kinds.messenger.events import short
from channels_app.reading import number, part, text

SERVER_ERROR, TOO_MANY = 500, 429

# Too many at once: the request was not processed, and the same one is right later.
BUSY: Final = frozenset({4, 32, 613, 80006})
# It failed there, and they say so: nothing was delivered.
LATER: Final = frozenset({1200})
# An error of theirs after which nobody knows.
PERHAPS: Final = frozenset({1, 2})
# The account's trouble (its token, its rights, a block): messages wait until it is mended.
ACCOUNT: Final = frozenset({3, 10, 102, 190, 200, 210, 230, 368})
OUTSIDE: Final = Rejected("outside-24h", "the person last wrote more than 24 hours ago")
# By code and subcode, in our own words; a subcode of 0 stands for any.
# None counts as STOP: nobody tells us when a person lets us in again.
REFUSALS: Final[dict[tuple[int, int], Rejected]] = {
    (10, 2018278): OUTSIDE,
    (10, 2018065): OUTSIDE,
    (10, 2018108): Rejected("10-2018108", "the person does not receive messages now"),
    (200, 1545041): Rejected("551", "the person cannot be reached: closed or blocked"),
    (551, 0): Rejected("551", "the person cannot be reached: closed or blocked"),
    (100, 2018001): Rejected("100-2018001", "there is no such person on this page"),
    (100, 2018109): Rejected("100-too-large", "above the provider's limit"),
    (100, 0): Rejected("100", "Messenger cannot read what we sent"),
}


def outcome(answer: calling.Answer) -> Sent:
    """Sort what the Send API said: taken, later, never, or perhaps taken."""
    mid = text(answer.said, "message_id")
    if mid:
        return Accepted(short(mid))
    error = part(answer.said, "error")
    code, subcode = number(error, "code"), number(error, "error_subcode") or 0
    if answer.status == TOO_MANY or code in BUSY:
        return Retry("429", answer.retry_after_s)
    if code is None or code in PERHAPS or answer.status >= SERVER_ERROR:
        return Unknown(str(code or answer.status))
    if code in LATER:
        return Retry(str(code))
    refusal = REFUSALS.get((code, subcode)) or REFUSALS.get((code, 0))
    if refusal is None and code in ACCOUNT:
        return Retry(str(code))
    return refusal or Rejected(str(code), "refused by Messenger")
