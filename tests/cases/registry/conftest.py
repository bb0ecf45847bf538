"""Lists to bring in, and a phone that asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from workflows.models import Area

HOUSEHOLDS = """\
household number,card,level,valid until,area code,born,phone
0203-000001,E-77-01,poor 1,31/12/2027,{area},12/03/1965; 2001-07-09,012 345 678
0203-000002,E-77-02,ក្រ២,,{area},១៩៧២,
0203-000003,,at risk,2026-01-31,{area},05/05/1980,097 123 4567
"""
PAYMENTS = """\
household number,programme,cycle,status,amount,paid on,withdraw by,provider
0203-000001,FP,2026-09,paid,,2026-09-27,,WING
0203-000001,FP,2026-10,unpaid,,,2026-12-24,WING
E-77-02,FP,2026-10,paid,"40,000",2026-10-26,,
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a list as a file."""

    def written(text: str, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def register(write: Callable[..., Path], commune: Area) -> None:
    """Three households and three payments, brought in by the command."""
    households = write(HOUSEHOLDS.format(area=commune.code), "households.csv")
    call_command("import_register", "households", str(households), verbosity=0)
    call_command("import_register", "payments", str(write(PAYMENTS, "payments.csv")), verbosity=0)
