"""The people of the tests: one fixture for each role, in real offices of the catalogue."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from channels_app.contacts import find_or_make
from channels_app.models import Channel, Contact
from workflows.models import Area, Office, Officer
from workflows.models.organisation import Role

PASSWORD = "a long enough password 4 tests"  # Of made-up people.
PROVINCE = "02"  # Battambang


@pytest.fixture
def commune(db: None) -> Area:
    """A commune of Battambang whose name no other commune bears."""
    names = Counter(Area.objects.filter(level="commune").values_list("name_en", flat=True))
    once = {name for name, times in names.items() if times == 1}
    found = Area.objects.filter(level="commune", code__startswith=PROVINCE, name_en__in=once)
    return found.order_by("code")[0]


@pytest.fixture
def elsewhere(db: None) -> Area:
    """A commune of another province."""
    return Area.objects.filter(level="commune", code__startswith="07").order_by("code")[0]


@pytest.fixture
def make_officer(db: None) -> Callable[..., Officer]:
    """Make an officer of an office, on duty unless told otherwise."""

    def make(name: str, office: Office | None, role: str, **fields: Any) -> Officer:
        return Officer.objects.create_user(
            username=name,
            password=PASSWORD,
            first_name=name.replace("_", " ").title(),
            office=office,
            role=role,
            **fields,
        )

    return make


@pytest.fixture
def commune_office(commune: Area) -> Office:
    """The office that owns ordinary matters of the commune."""
    return Office.objects.get(code=f"COM-{commune.code}")


@pytest.fixture
def officer(make_officer: Callable[..., Officer], commune_office: Office) -> Officer:
    """A case officer at the commune office."""
    return make_officer("officer", commune_office, Role.CASE)


@pytest.fixture
def desk_officer(make_officer: Callable[..., Officer], commune_office: Office) -> Officer:
    """Registers walk-ins at the commune office."""
    return make_officer("desk_officer", commune_office, Role.DESK)


@pytest.fixture
def supervisor(make_officer: Callable[..., Officer], commune_office: Office) -> Officer:
    """Supervises at the commune office."""
    return make_officer("supervisor", commune_office, Role.SUPERVISOR)


@pytest.fixture
def outsider(make_officer: Callable[..., Officer], elsewhere: Area) -> Officer:
    """A case officer of another commune, who may not see what happens in this one."""
    return make_officer("outsider", Office.objects.get(code=f"COM-{elsewhere.code}"), Role.CASE)


@pytest.fixture
def focal_point(make_officer: Callable[..., Officer]) -> Officer:
    """The focal point for gender-based violence."""
    return make_officer("focal_point", Office.objects.get(code="MOWA-GBV"), Role.FOCAL)


@pytest.fixture
def integrity_point(make_officer: Callable[..., Officer]) -> Officer:
    """The focal point at the integrity desk."""
    return make_officer("integrity_point", Office.objects.get(code="NSPC-INTEGRITY"), Role.FOCAL)


@pytest.fixture
def monitor(make_officer: Callable[..., Officer]) -> Officer:
    """Looks at figures at NSPC."""
    return make_officer("monitor", Office.objects.get(code="NSPC-ME"), Role.MONITOR)


@pytest.fixture
def catalogue_officer(make_officer: Callable[..., Officer]) -> Officer:
    """Keeps the catalogue at NSPC."""
    return make_officer("catalogue_officer", Office.objects.get(code="NSPC-ME"), Role.CATALOGUE)


@pytest.fixture
def administrator(make_officer: Callable[..., Officer]) -> Officer:
    """Runs the system and reads no case."""
    return make_officer("administrator", None, Role.ADMIN, is_staff=True)


@pytest.fixture
def channel(db: None) -> Channel:
    """An SMS channel that keeps what it sent."""
    return Channel.objects.create(kind="memory", name="test phone", address="+85510000000")


@pytest.fixture
def complainant(channel: Channel) -> Contact:
    """Somebody's phone."""
    return find_or_make(channel, "+85512000001")
