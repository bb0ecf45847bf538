"""Lists of households and payments, brought in by the command."""

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from django.core.management import CommandError, call_command

from cases.models import (
    RegisterHousehold,
    RegisterImport,
    RegisterPayment,
    StagedHousehold,
    StagedPayment,
)
from cases.registry.importing import cells, mapping
from config.env import ROOT
from tests.cases.registry.conftest import HOUSEHOLDS, PAYMENTS
from workflows.models import Area

Write = Callable[..., Path]


def bring(kind: str, path: Path, *more: str) -> RegisterImport:
    """Bring a list in, and give what was written down about it."""
    try:
        call_command("import_register", kind, str(path), *more, verbosity=0)
    except SystemExit as ended:
        assert ended.code == 3  # noqa: PT017 - some rows were refused
    return RegisterImport.objects.latest("pk")


def counts(done: RegisterImport) -> tuple[int, int, int, int, int]:
    return done.added, done.changed, done.unchanged, done.unlisted, done.refused


def refusals(path: Path) -> list[tuple[str, str, str]]:
    with path.with_name(f"{path.name}.refused.csv").open(encoding="utf-8-sig") as file:
        return [(row["line"], row["column"], row["reason"]) for row in csv.DictReader(file)]


@pytest.fixture
def households(write: Write, commune: Area) -> Path:
    """The list of three households."""
    return write(HOUSEHOLDS.format(area=commune.code))


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing(households: Path) -> None:
    assert counts(bring("households", households)) == (3, 0, 0, 0, 0)
    before = list(RegisterHousehold.objects.order_by("pk").values())
    assert counts(bring("households", households)) == (0, 0, 3, 0, 0)
    assert list(RegisterHousehold.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_changed_row_is_updated_and_a_new_one_added(households: Path) -> None:
    bring("households", households)
    text = households.read_text("utf-8").replace("poor 1", "poor 2") + "0203-9,,1,,,1990,\n"
    households.write_text(text, "utf-8")
    assert counts(bring("households", households)) == (1, 1, 2, 0, 0)


@pytest.mark.django_db
def test_nobodys_name_number_or_birthday_is_kept(write: Write, households: Path) -> None:
    text = households.read_text("utf-8").replace("household number,", "name,household number,", 1)
    lines = text.splitlines()
    named = [lines[0], *(f"Sok Dara,{line}" for line in lines[1:])]
    bring("households", write("\n".join(named), "named.csv"))
    kept = str(list(RegisterHousehold.objects.values()) + list(RegisterImport.objects.values()))
    for secret in ("Sok", "Dara", "000001", "1965", "345678", "E-77"):
        assert secret not in kept
    assert RegisterHousehold.objects.count() == 3


@pytest.mark.django_db
def test_refused_rows_are_named_by_line_column_and_reason_and_the_others_go_in(
    write: Write,
) -> None:
    path = write(
        "លេខគ្រួសារ;កម្រិត;ផុតកំណត់;កូដឃុំ;ថ្ងៃខែឆ្នាំកំណើត;លេខទូរស័ព្ទ\n"
        "1;ក្រ១;២៥/១២/២០២៧;020101;១២/០៣/១៩៦៥;\n"
        ";ក្រ១;;;1970;\n"
        "3;rich;;;1970;\n"
        "4;ក្រ២;soon;;1970;\n"
        "5;ក្រ២;;999999;1970;\n"
        "6;ក្រ២;;;31/02/1970;\n"
        "7;ក្រ២;;;;12\n"
        '8;ក្រ២;;;"1970\n1972";\n'
        "8;ក្រ១;;;1971;\n"
    )
    done = bring("households", path)
    assert counts(done) == (2, 0, 0, 0, 7)
    assert refusals(path) == [
        ("3", "number", cells.EMPTY),
        ("4", "level", cells.NOT_KNOWN),
        ("5", "valid_until", cells.NOT_A_DATE),
        ("6", "area", cells.NOT_THERE),
        ("7", "born", cells.NO_BIRTHDAY),
        ("8", "phone", cells.NO_PHONE),
        ("11", "number", cells.DIFFERS),
    ]
    assert done.refusals[0] == [3, "number", cells.EMPTY]


@pytest.mark.django_db
def test_rows_for_each_member_add_up_to_one_household(write: Write) -> None:
    path = write("hh id,level,dob\n7,1,1970-01-01\n7,1,1972-02-02\n7,1,\n8,2,1980\n")
    assert counts(bring("households", path)) == (2, 0, 0, 0, 0)
    assert sorted(len(each.facts) for each in RegisterHousehold.objects.all()) == [1, 2]
    assert counts(bring("households", path)) == (0, 0, 2, 0, 0)


@pytest.mark.django_db
def test_a_whole_list_unlists_whom_it_lacks_within_a_cap(write: Write) -> None:
    many = write("number,born\n" + "".join(f"{n},1970\n" for n in range(40)), "many.csv")
    bring("households", many)
    fewer = write("number,born\n" + "".join(f"{n},1970\n" for n in range(39)), "fewer.csv")
    assert counts(bring("households", fewer)) == (0, 0, 39, 0, 0)
    assert counts(bring("households", fewer, "--complete")) == (0, 0, 39, 1, 0)
    half = write("number,born\n" + "".join(f"{n},1970\n" for n in range(20)), "half.csv")
    with pytest.raises(CommandError, match=r"more than 5%.*Nothing was changed"):
        call_command("import_register", "households", str(half), "--complete", verbosity=0)
    assert RegisterHousehold.objects.filter(is_listed=True).count() == 39
    assert "most-unlisted" in RegisterImport.objects.latest("pk").failure
    done = bring("households", half, "--complete", "--most-unlisted", "60")
    assert done.unlisted == 19
    assert counts(bring("households", many)) == (0, 20, 20, 0, 0)


@pytest.mark.django_db
def test_a_whole_list_with_a_refused_row_is_refused_whole(write: Write) -> None:
    path = write("number,level,born\n1,1,1970\n2,rich,1970\n")
    with pytest.raises(CommandError, match="must be"):
        call_command("import_register", "households", str(path), "--complete", verbosity=0)
    assert not RegisterHousehold.objects.exists()


@pytest.mark.django_db
def test_a_file_of_mostly_refused_rows_is_refused_whole(write: Write) -> None:
    path = write("number,level\n" + "".join(f"{n},rich\n" for n in range(30)) + "31,1\n")
    with pytest.raises(CommandError, match="30 of 31 rows"):
        call_command("import_register", "households", str(path), verbosity=0)
    assert not RegisterHousehold.objects.exists()
    assert len(refusals(path)) == 30


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(households: Path) -> None:
    call_command("import_register", "households", str(households), "--dry-run", verbosity=0)
    assert not RegisterHousehold.objects.exists()
    assert not RegisterImport.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.csv", "colour,size\nred,1\n", "no column for number"),
        ("x.csv", "number,card,equity card\n1,2,3\n", "Two columns are both card"),
        ("x.csv", "number\n", "no row"),
        ("x.csv", "", "no column for number"),
        ("x.txt", "number\n1\n", "a .csv or an .xlsx"),
        ("x.xlsx", "number\n1\n", "no .xlsx file"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_reason(
    write: Write, name: str, text: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("import_register", "households", str(write(text, name)), verbosity=0)
    assert RegisterImport.objects.get().failure


@pytest.mark.django_db
def test_a_file_that_is_not_utf_8_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"number,level\n1,\xff\xfe\n")
    with pytest.raises(CommandError, match="CSV UTF-8"):
        call_command("import_register", "households", str(path), verbosity=0)


@pytest.mark.django_db
def test_a_sheet_is_read_with_its_own_dates_and_numbers(tmp_path: Path, register: None) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["household number", "programme", "ខែ", "ស្ថានភាព", "amount", "paid on"])
    sheet.append(["0203-000003", "FP", date(2026, 11, 1), "បើកហើយ", 40000.0, date(2026, 11, 20)])
    sheet.append(["0203-000003", "FP", "12/2026", "មិនទាន់បើក", "៤០.០០០ រៀល", None])
    sheet.append([None, None, None, None, None, None])
    sheet.append(["0203-000003", "FP", "soon", "paid", None, None])
    path = tmp_path / "payments.xlsx"
    book.save(path)
    assert counts(bring("payments", path)) == (2, 0, 0, 0, 1)
    assert refusals(path) == [("5", "cycle", cells.NO_YEAR)]
    newest, before = RegisterPayment.objects.order_by("-pk")[:2]
    assert {newest.cycle, before.cycle} == {"2026-11", "2026-12"}
    assert {newest.amount_riel, before.amount_riel} == {40_000}


@pytest.mark.django_db
def test_payments_are_checked_row_by_row(write: Write, register: None) -> None:
    path = write(
        "household number,programme,cycle,status,amount,paid on,provider\n"
        "0203-000001,NOPE,2026-11,paid,,,\n"
        "0203-000001,FP,2026-11,maybe,,,\n"
        "0203-000001,FP,2026-11,unpaid,,2026-11-01,\n"
        "0203-000001,FP,2026-11,paid,-5,,\n"
        "0203-000001,FP,2026-11,paid,,,BANK OF NOWHERE\n"
        "0203-000001,FP,2026-11,paid,,,\n"
        "0203-000001,FP,2026-11,unpaid,,,\n"
        "0999-000001,FP,2026-11,paid,,,\n"
    )
    assert counts(bring("payments", path)) == (1, 0, 0, 0, 7)
    assert [(column, reason) for _, column, reason in refusals(path)] == [
        ("programme", cells.NOT_THERE),
        ("status", cells.NOT_KNOWN),
        ("paid_on", cells.NOT_PAID),
        ("amount", cells.NOT_AN_AMOUNT),
        ("provider", cells.NOT_THERE),
        ("cycle", cells.DIFFERS_PAYMENT),
        ("number", cells.NO_HOUSEHOLD),
    ]


@pytest.mark.django_db
def test_a_payment_by_card_and_by_household_number_is_one(write: Write, register: None) -> None:
    before = RegisterPayment.objects.count()
    twice = PAYMENTS.replace("E-77-02", "0203-000002")
    assert counts(bring("payments", write(twice, "again.csv"))) == (0, 0, 3, 0, 0)
    assert RegisterPayment.objects.count() == before


@pytest.mark.django_db
def test_the_staging_tables_are_empty_after_every_import(write: Write, register: None) -> None:
    with pytest.raises(CommandError):
        call_command("import_register", "households", str(write("number\n")), verbosity=0)
    assert not StagedHousehold.objects.exists()
    assert not StagedPayment.objects.exists()


@pytest.mark.parametrize("kind", ["households", "payments"])
def test_every_name_of_the_mapping_is_found_and_none_is_two_columns(kind: str) -> None:
    columns, names = mapping._known(kind, mapping.SHIPPED)
    assert set(names.values()) == set(columns)
    table = yaml.safe_load(mapping.SHIPPED.read_text("utf-8"))[kind]
    for column, row in table.items():
        assert {names[mapping.fold(each)] for each in row["names"]} == {column}


def test_a_mapping_of_ones_own_names_other_columns(write: Write) -> None:
    own = write("households:\n  number: {needed: true, names: [nomor]}\n", "own.yaml")
    assert mapping.read_header(("Nomor",), "households", path=own).places == {"number": (0,)}


def test_the_command_in_a_process_ends_with_what_it_came_to(
    process_environment: dict[str, str], write: Write
) -> None:
    path = write("number,level,born\n1,1,1970\n2,rich,1970\n")
    words = [sys.executable, "manage.py", "import_register", "households", str(path)]
    done = subprocess.run(
        words, cwd=ROOT, env=process_environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    assert "refused             1" in done.stdout
    assert "1970" not in done.stdout + done.stderr
    assert RegisterHousehold.objects.count() == 1
