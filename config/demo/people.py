"""The trial's log-ins, one a role, and an officer for every office that takes cases."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflows.models import Office, Officer
from workflows.models.organisation import OfficeLevel, Role

SHOWN_PROVINCE: Final = "07"  # Kampot, where the story of the demo happens.


@dataclass(frozen=True)
class Login:
    """A person who signs in to try Samleng."""

    username: str
    role: str
    office: str
    name: str
    language: str = "en"


LOGINS: Final = (
    Login("desk", Role.DESK, "COM-", "Commune desk (trial)", "km"),
    Login("case", Role.CASE, f"DOSVY-{SHOWN_PROVINCE}", "Case officer (trial)", "km"),
    Login("supervisor", Role.SUPERVISOR, f"DOSVY-{SHOWN_PROVINCE}", "Supervisor (trial)"),
    Login("focal", Role.FOCAL, "NSPC-INTEGRITY", "Focal point (trial)"),
    Login("monitor", Role.MONITOR, "NSPC-ME", "NSPC monitor (trial)"),
    Login("catalogue", Role.CATALOGUE, "NSPC-ME", "Catalogue officer (trial)"),
    Login("admin", Role.ADMIN, "", "Administrator (trial)"),
)


def password(folder: Path) -> str:
    """Give the one password of all log-ins: made at the first start, kept in the trial's folder."""
    path = folder / "demo-password.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(secrets.token_hex(8)), encoding="utf-8")
    word: str = json.loads(path.read_text(encoding="utf-8"))
    return word


def ensure_logins(word: str) -> list[Officer]:
    """Make the log-ins that are missing, and give them all, in order."""
    officers = []
    for login in LOGINS:
        officer = Officer.objects.filter(username=login.username).first()
        if officer is None:
            officer = _make(login, word)
        officers.append(officer)
    return officers


def ensure_staff() -> int:
    """Give every office that takes cases an officer with whom nobody can sign in."""
    empty = (
        Office.objects.filter(is_active=True, officers=None)
        .exclude(level__in=[OfficeLevel.DISTRICT, OfficeLevel.COMMUNE, OfficeLevel.FACILITY])
        .order_by("code")
    )
    communes = Office.objects.filter(pk__in=_one_commune_a_province(), officers=None)
    staff = [_stand_in(office) for office in (*empty, *communes)]
    Officer.objects.bulk_create(staff)
    return len(staff)


def worker_of(office: Office) -> Officer:
    """Give somebody at the office who may work on its cases."""
    may_work = [Role.FOCAL] if office.handles_sensitive else [Role.CASE, Role.DESK]
    officer = office.officers.filter(role__in=may_work, is_active=True).order_by("pk").first()
    return officer or Officer.objects.create(**_fields(office))


def _one_commune_a_province() -> list[int]:
    first: dict[str, int] = {}
    communes = Office.objects.filter(code__startswith="COM-", is_active=True).order_by("code")
    for pk, code in communes.values_list("pk", "code"):
        first.setdefault(code.removeprefix("COM-")[:2], pk)
    return list(first.values())


def _make(login: Login, word: str) -> Officer:
    office = None
    if login.office == "COM-":
        code = f"COM-{SHOWN_PROVINCE}"
        office = Office.objects.filter(code__startswith=code).order_by("code").first()
    elif login.office:
        office = Office.objects.get(code=login.office)
    officer = Officer(
        username=login.username,
        first_name=login.name,
        role=login.role,
        office=office,
        language=login.language,
        is_staff=login.role in {Role.CATALOGUE, Role.ADMIN},
        is_superuser=login.role == Role.ADMIN,
    )
    officer.set_password(word)
    officer.save()
    return officer


def _stand_in(office: Office) -> Officer:
    officer = Officer(**_fields(office))
    officer.set_unusable_password()
    return officer


def _fields(office: Office) -> dict[str, object]:
    return {
        "username": f"trial-{office.code.lower()}",
        "first_name": "មន្ត្រីសាកល្បង",
        "last_name": office.code,
        "role": Role.FOCAL if office.handles_sensitive else Role.CASE,
        "office": office,
        "password": "!",
    }
