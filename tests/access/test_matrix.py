"""Every address x every role, against a table that people review; one without a row fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.test import Client

from cases.actions import WHEN
from cases.models import ApprovedAnswer, Case, RegisterImport
from cases.services.matter import Matter
from cases.services.opening import open_case
from channels_app.models import Channel, Contact
from tests.access.addresses import named_routes, outcome
from tests.cases.evidence import sent_along
from tests.channels_app import samples
from timekeeping.now import now
from workflows.models import Area, Category, Officer, Programme

pytestmark = pytest.mark.django_db
TABLE: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "expectations.yaml").read_text("utf-8")
)
VISITORS = (
    "nobody",
    "desk_officer",
    "officer",
    "supervisor",
    "outsider",
    "focal_point",
    "monitor",
    "catalogue_officer",
    "administrator",
)
ACTIONS = tuple(action for action in WHEN if action != "view")


@pytest.fixture
def ordinary(commune: Area, complainant: Contact, officer: Officer) -> Case:
    """A case of the officer's own office."""
    return open_case(
        Matter(
            origin="sms",
            narrative="លុយមិនចូល",
            received_at=now(),
            category=Category.objects.get(code="PAY.MISSED"),
            programme=Programme.objects.get(code="FP"),
            area=commune,
            contact=complainant,
        )
    )


@pytest.fixture
def restricted(commune: Area, complainant: Contact, focal_point: Officer) -> Case:
    """A case for the focal point alone."""
    return open_case(
        Matter(
            origin="sms",
            narrative="ប្តីវាយខ្ញុំ",
            received_at=now(),
            category=Category.objects.get(code="SAFE.GBV"),
            area=commune,
            contact=complainant,
        )
    )


@pytest.fixture
def told(catalogue_officer: Officer) -> None:
    """An answer that waits for approval, and a list that was brought in."""
    day = now().date()
    ApprovedAnswer.objects.create(
        pk=1,
        code="pay-day",
        category=Category.objects.get(code="INFO.PAYDATE"),
        valid_from=day,
        valid_until=day,
        written_by=catalogue_officer,
    )
    counts = dict.fromkeys(("rows", "added", "changed", "unchanged", "unlisted", "refused"), 0)
    RegisterImport.objects.create(pk=1, kind="households", started_at=now(), **counts)


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, ordinary: Case, restricted: Case, channel: Channel, told: None
) -> Callable[[str, str], str]:
    """Go to a row's address as a visitor, and say what happened."""
    files = {case.pk: sent_along(case, samples.JPEG).pk for case in (ordinary, restricted)}

    def go(row: str, visitor: str) -> str:
        client = Client(raise_request_exception=False)
        if visitor != "nobody":
            client.force_login(
                request.getfixturevalue(visitor), "django.contrib.auth.backends.ModelBackend"
            )
        name, _, rest = row.partition(" ")
        which, _, action = rest.partition(" ")
        case = restricted if which == "restricted" else ordinary
        file = files[case.pk] if name == "desk:file" else 0
        path = _path(named_routes()[name], case=case, action=action, channel=channel, file=file)
        if action:
            pressed: dict[str, Any] = {"version": case.version, "key": uuid4()}
            return outcome(client.post(path, pressed))
        return outcome(client.get(path))

    return go


def _path(route: str, *, case: Case, action: str, channel: Channel, file: int) -> str:
    filled = {
        "<slug:kind>": channel.kind,
        "<uuid:uuid>": str(channel.uuid),
        "<str:reference>": case.reference,
        "<str:action>": action or "accept",
        "<str:account>": "AC0",
        "<int:file>": str(file),
        "<path:object_id>": "1",
        "<id>": "1",
        "^confirm-email/(?P<key>[-:\\w]+)/$": "confirm-email/x/",
        "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "password/reset/key/1-x/",
        "^(?P<app_label>workflows|cases)/$": "workflows/",
        "<int:pk>": "1",
        "(?P<url>.*)$": "nothing/",
    }
    for part, value in filled.items():
        route = route.replace(part, value)
    return f"/{route}"


def rows() -> list[str]:
    """One row an address; those of a case twice, and its actions one by one."""
    found = []
    for name in named_routes():
        if name == "desk:act":
            found += [f"{name} {which} {a}" for which in ("own", "restricted") for a in ACTIONS]
        elif name in {"desk:case", "desk:file"}:
            found += [f"{name} own", f"{name} restricted"]
        else:
            found.append(name)
    return found


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert set(rows()) == set(TABLE)


def test_every_row_names_every_visitor() -> None:
    for row, expected in TABLE.items():
        assert set(expected) == set(VISITORS), row


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_visitor_meets_what_the_table_says(
    visit: Callable[[str, str], str], visitor: str
) -> None:
    met = {row: visit(row, visitor) for row in TABLE}
    assert met == {row: TABLE[row][visitor] for row in TABLE}
