"""A social registry over HTTP: what is asked, what is believed, and what counts as no answer."""

import base64
import copy
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cases import registry
from cases.models import LookupOutcome, RegistryLookup
from cases.registry import Confirmed, NotConfirmed, Unavailable
from cases.registry.spdci import adapter, signature
from channels_app.models import Contact
from tests.cases.registry import spdci_peer
from tests.cases.registry.spdci_peer import GROUP, Peer
from tests.travel import Travel
from timekeeping.now import now

pytestmark = pytest.mark.django_db
KEY = bytes(range(32))


@pytest.fixture
def peer(settings: Any) -> Iterator[Peer]:
    """A registry of the standard's shape, which this installation asks."""
    with spdci_peer.serving() as running:
        settings.REGISTRY = "spdci"
        settings.SPDCI = {
            "URL": running.url,
            "TOKEN": "the token",
            "SENDER_ID": "samleng",
            "RECEIVER_ID": "registry",
            "NUMBER_TYPE": "HOUSEHOLD_ID",
            "SIGNING_KEY": "",
            "KEY_ID": "1",
        }
        yield running


def ask(contact: Contact, number: str = "0203-000001", fact: str = "12/03/1965") -> Any:
    return registry.check(number, fact, contact=contact, now=now())


def response(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["message"]["search_response"][0]
    return found


@pytest.mark.parametrize("number", ["0203-000001", "០២០៣ ០០០០០១", "E-77-01"])
@pytest.mark.parametrize("fact", ["12/03/1965", "2001", "05/06/2001", "012345678"])
def test_a_record_with_a_true_fact_is_confirmed(
    peer: Peer, complainant: Contact, number: str, fact: str
) -> None:
    result = ask(complainant, number, fact)
    assert isinstance(result, Confirmed)
    assert (result.household.level, result.household.area) == ("poor_2", "020101")
    assert str(result.household.card_valid_until) == "2027-12-31"


def test_the_question_has_the_standards_envelope_and_no_second_fact(
    peer: Peer, complainant: Contact
) -> None:
    ask(complainant)
    ((path, headers, body),) = peer.asked
    assert path == "/registry/sync/search"
    assert headers["Authorization"] == "Bearer the token"
    assert set(body) == {"signature", "header", "message"}
    assert body["header"]["action"] == "search"
    assert body["header"]["sender_id"] == "samleng"
    (asked,) = body["message"]["search_request"]
    assert asked["search_criteria"]["query_type"] == "idtype-value"
    assert asked["search_criteria"]["query"] == {"type": "HOUSEHOLD_ID", "value": "0203000001"}
    assert "1965" not in str(body)


def test_a_signed_question_verifies_with_the_public_key(
    peer: Peer, complainant: Contact, settings: Any
) -> None:
    settings.SPDCI = settings.SPDCI | {"SIGNING_KEY": base64.b64encode(KEY).decode()}
    ask(complainant)
    ((_, _, body),) = peer.asked
    parts = dict(
        part.split("=", 1) for part in body["signature"].removeprefix("Signature: ").split(", ")
    )
    plain = {name: value.strip('"') for name, value in parts.items()}
    assert plain["kidId"] == "samleng|1|ed25519"
    signed = signature.content(body, created=int(plain["created"]), expires=int(plain["expires"]))
    Ed25519PrivateKey.from_private_bytes(KEY).public_key().verify(
        base64.b64decode(plain["signature"]), signed
    )


def test_a_wrong_fact_and_an_unknown_number_are_answered_alike(
    peer: Peer, complainant: Contact
) -> None:
    assert ask(complainant, fact="13/03/1965") == NotConfirmed()
    assert ask(complainant, number="0999-1") == NotConfirmed()
    assert ask(complainant, fact="1965") == NotConfirmed()


def test_two_records_of_one_number_are_nobodys(peer: Peer, complainant: Contact) -> None:
    peer.groups = [GROUP, GROUP]
    assert ask(complainant) == NotConfirmed()


def test_a_removed_household_is_not_listed(peer: Peer, complainant: Contact) -> None:
    removed = copy.deepcopy(GROUP)
    removed["additional_attributes"].append(
        {"attribute_name": "registration_status", "attribute_value": "REMOVED"}
    )
    peer.groups = [removed]
    result = ask(complainant)
    assert isinstance(result, Confirmed)
    assert not result.household.is_listed


def other_reference(answer: dict[str, Any]) -> dict[str, Any]:
    response(answer)["reference_id"] = "another"
    return answer


def other_transaction(answer: dict[str, Any]) -> dict[str, Any]:
    answer["message"]["transaction_id"] = "another"
    return answer


def other_record(answer: dict[str, Any]) -> dict[str, Any]:
    other = copy.deepcopy(GROUP)
    other["group_identifier"] = [{"identifier_type": "X", "identifier_value": "0999-1"}]
    response(answer)["data"]["reg_records"] = [other]
    return answer


def rejected(answer: dict[str, Any]) -> dict[str, Any]:
    response(answer).update(status="rjct", status_reason_code="rjct.search_criteria.invalid")
    return answer


def pending(answer: dict[str, Any]) -> dict[str, Any]:
    response(answer)["status"] = "pdng"
    return answer


def two_answers(answer: dict[str, Any]) -> dict[str, Any]:
    answer["message"]["search_response"] *= 2
    return answer


@pytest.mark.parametrize(
    "twist",
    [
        other_reference,
        other_transaction,
        other_record,
        rejected,
        pending,
        two_answers,
        lambda _: b"<html>maintenance</html>",
        lambda _: b"",
        lambda _: b"[1, 2]",
        lambda _: {"message": None},
        lambda answer: answer | {"padding": "x" * 300_000},
    ],
)
def test_an_answer_that_cannot_be_trusted_is_none(
    peer: Peer, complainant: Contact, twist: Callable[[dict[str, Any]], Any]
) -> None:
    peer.twist = twist
    assert ask(complainant) == Unavailable()
    assert RegistryLookup.objects.get().outcome == LookupOutcome.UNAVAILABLE
    assert len(peer.asked) == 1, "nothing is tried again"


@pytest.mark.parametrize("status", [301, 401, 403, 404, 429, 500, 503])
def test_any_status_but_200_is_no_answer(peer: Peer, complainant: Contact, status: int) -> None:
    peer.status = status
    assert ask(complainant) == Unavailable()


def test_a_slow_registry_is_not_waited_for(
    peer: Peer, complainant: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "WAIT", httpx.Timeout(0.2))
    peer.wait_s = 1.0
    assert ask(complainant) == Unavailable()


def test_a_registry_that_drips_is_not_waited_for(
    peer: Peer, complainant: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "WHOLE_WAIT_S", 0.2)
    peer.drips = True
    assert ask(complainant) == Unavailable()


def test_nobody_there_is_no_answer_and_after_three_nobody_is_asked_for_a_while(
    peer: Peer, complainant: Contact, travel: Travel
) -> None:
    peer.status = 500
    travel.forward(seconds=0)
    for _ in range(4):
        assert ask(complainant) == Unavailable()
    assert len(peer.asked) == 3
    peer.status = 200
    travel.forward(seconds=31)
    assert isinstance(ask(complainant), Confirmed)


def test_a_registry_that_is_away_does_not_use_up_a_persons_tries(
    peer: Peer, complainant: Contact, travel: Travel
) -> None:
    peer.status = 500
    for _ in range(9):
        ask(complainant)
    peer.status = 200
    travel.forward(seconds=31)
    assert isinstance(ask(complainant), Confirmed)


def test_the_payments_of_a_household_elsewhere_are_those_of_the_imported_lists(
    peer: Peer, complainant: Contact, write: Callable[..., Any]
) -> None:
    from django.core.management import call_command

    path = write("card,programme,cycle,status\nE-77-01,FP,2026-10,paid\n")
    call_command("import_register", "payments", str(path), verbosity=0)
    result = ask(complainant)
    assert isinstance(result, Confirmed)
    found = registry.payments(result, contact=complainant, now=now())
    assert [each.cycle for each in found or []] == ["2026-10"]
