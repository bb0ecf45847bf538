"""The request and the response of a synchronous search, as SPDCI's social registry API has them.

After "Interoperability APIs - Social Registry", version 1.0.0, of the Digital Convergence
Initiative (standards.spdci.org, social v1.0): POST /registry/sync/search, a signature, a header and
a message; query type idtype-value; the records are of the type Group with its member_list.
The standard leaves the names of identifier types and of additional attributes to each country.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from cases.registry.dates import find_date
from cases.registry.errors import RegistryAway

VERSION: Final = "1.0.0"
ACTION: Final = "search"
TOO_MANY: Final = "rjct.search.too_many_records_found"
# Ours, for what the standard has no field of; to be agreed with whoever runs the registry.
LEVEL: Final = "poverty_level"
CARD_VALID_UNTIL: Final = "card_valid_until"
AREA: Final = "area_code"
STATUS: Final = "registration_status"
ENDED: Final = frozenset({"removed", "inactive", "cancelled", "expired"})


@dataclass(frozen=True, slots=True)
class Search:
    """One search, with the ids under which its answer must come back."""

    body: dict[str, Any]
    transaction_id: str
    reference_id: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is read of a record: the household's numbers, birthdays and phones, and its standing."""

    identifiers: tuple[str, ...]
    births: tuple[date | int, ...]
    phones: tuple[str, ...]
    attributes: dict[str, str]


def search(number: str, *, id_type: str, sender_id: str, receiver_id: str, at: datetime) -> Search:
    """Ask for the group that bears an identifier."""
    stamp, transaction, reference = at.isoformat(timespec="milliseconds"), uuid4().hex, uuid4().hex
    criteria = {
        "version": VERSION,
        "reg_type": "ns:org:RegistryType:Social",
        "query_type": "idtype-value",
        "response_entity": "Group",
        "query": {"type": id_type, "value": number},
        # Two are enough to know that a number is not one household's.
        "pagination": {"page_size": 2, "page_number": 1},
    }
    body = {
        "header": {
            "version": VERSION,
            "message_id": uuid4().hex,
            "message_ts": stamp,
            "action": ACTION,
            "sender_id": sender_id,
            "receiver_id": receiver_id,
            "total_count": 1,
            "is_msg_encrypted": False,
        },
        "message": {
            "transaction_id": transaction,
            "search_request": [
                {
                    "reference_id": reference,
                    "timestamp": stamp,
                    "search_criteria": criteria,
                    "locale": "en",
                }
            ],
        },
    }
    return Search(body, transaction, reference)


def groups(content: bytes, asked: Search) -> list[Group]:
    """The records of an answer. Raises RegistryAway for one that does not fit the search."""
    try:
        answer = json.loads(content)
        message = answer["message"]
        (response,) = message["search_response"]
        if message["transaction_id"] != asked.transaction_id:
            raise RegistryAway("another transaction's answer")
        if response["reference_id"] != asked.reference_id:
            raise RegistryAway("another reference's answer")
        if response.get("status") == "rjct":
            if response.get("status_reason_code") == TOO_MANY:
                return []
            raise RegistryAway("the search was rejected")
        if response.get("status") != "succ":
            raise RegistryAway("the search is not finished")
        return [_group(record) for record in response["data"]["reg_records"]]
    except (ValueError, KeyError, TypeError, AttributeError) as junk:
        # Its words may hold somebody's data: the kind of the mistake is all that is kept.
        raise RegistryAway(f"not an answer of this standard: {type(junk).__name__}") from None


def _group(record: dict[str, Any]) -> Group:
    people = [record.get("group_head_info") or {}]
    for entry in record.get("member_list") or []:
        member = entry.get("household_member") or entry
        people.append(member.get("demographic_info") or member)
    persons = [person.get("person") or person for person in people]
    births = [_birth(person.get("birth_date")) for person in persons]
    phones = [phone for person in persons for phone in _several(person.get("phone_number"))]
    return Group(
        identifiers=tuple(
            str(each["identifier_value"]) for each in _several(record["group_identifier"])
        ),
        births=tuple(birth for birth in births if birth is not None),
        phones=tuple(str(phone) for phone in phones),
        attributes={
            str(each["attribute_name"]): str(each["attribute_value"])
            for each in record.get("additional_attributes") or []
        },
    )


def _several(value: Any) -> list[Any]:
    """What may come alone or in a list."""
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def _birth(value: Any) -> date | int | None:
    """A whole birthday, or a year where the register knows no more."""
    text = str(value or "")
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    return find_date(text)
