"""What load_catalogue brings, and what it leaves alone."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from workflows.catalogue.reading import FOLDER
from workflows.models import (
    Area,
    CatalogueRevision,
    Category,
    Office,
    Programme,
    RoutingRule,
    SlaPolicy,
    WorkCalendar,
)
from workflows.versions import today


def load(*words: str) -> str:
    said = StringIO()
    call_command("load_catalogue", *words, stdout=said, stderr=StringIO())
    return said.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what ships, to change."""
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text, f"{old!r} stands nowhere in {file}"
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def test_the_gazetteer_is_whole(db: None) -> None:
    levels = ("province", "district", "commune", "village")
    assert [Area.objects.filter(level=level).count() for level in levels] == [25, 210, 1661, 14576]


def test_an_area_lies_within_all_that_its_path_names(db: None) -> None:
    village = Area.objects.filter(level="village", code="01020102").get()
    codes = dict(Area.objects.filter(pk__in=village.path).values_list("pk", "code"))
    assert [codes[pk] for pk in village.path] == ["01", "0102", "010201", "01020102"]


def test_villages_of_a_commune_that_is_not_listed_hang_on_the_district(db: None) -> None:
    villages = Area.objects.filter(level="village", code__startswith="120913")
    assert {village.parent.code for village in villages if village.parent} == {"1209"}
    assert villages.count() == 13


def test_villages_that_share_a_code_are_all_there(db: None) -> None:
    assert Area.objects.filter(code="0506140-").count() == 9


def test_every_commune_has_its_office_below_its_district(db: None) -> None:
    offices = Office.objects.filter(level="commune")
    assert offices.count() == 1661
    office = offices.get(code="COM-010201")
    assert [area.code for area in office.areas.all()] == ["010201"]
    assert office.parent is not None
    assert office.parent.code == "OWSO-0102"


def test_the_covid_transfer_is_closed_and_took_complaints_until_10_may_2024(db: None) -> None:
    programme = Programme.objects.get(code="COVID_CT")
    assert programme.status == "closed"
    assert f"{programme.filing_deadline_on}" == "2024-05-10"


def test_a_second_load_has_nothing_to_change(db: None) -> None:
    before = CatalogueRevision.objects.get().revision
    assert load() == "Nothing to change.\n"
    assert CatalogueRevision.objects.get().revision == before


def test_a_dry_run_says_what_is_missing_and_adds_nothing(db: None) -> None:
    Category.objects.get(code="HLT.LAB").delete()
    said = load("--dry-run")
    assert "categories: 1 added\n  + HLT.LAB" in said
    assert "nothing was changed" in said
    assert not Category.objects.filter(code="HLT.LAB").exists()


def test_a_load_adds_what_is_missing(db: None) -> None:
    Category.objects.get(code="HLT.LAB").delete()
    load()
    assert Category.objects.get(code="HLT.LAB").name_en.startswith("Laboratory")


def test_a_load_reports_what_officers_changed_and_leaves_it(db: None) -> None:
    Category.objects.filter(code="HLT.LAB").update(severity=4)
    said = load()
    assert "= HLT.LAB: severity is 4, ships as 2" in said
    assert Category.objects.get(code="HLT.LAB").severity == 4


def test_overwrite_makes_the_named_section_as_it_ships_and_no_other(db: None) -> None:
    Category.objects.filter(code="HLT.LAB").update(severity=4)
    Programme.objects.filter(code="HEF").update(order=99)
    load("--overwrite", "categories")
    assert Category.objects.get(code="HLT.LAB").severity == 2
    assert Programme.objects.get(code="HEF").order == 99


def test_overwriting_a_rule_makes_a_new_version_and_ends_the_old_one(
    db: None, folder: Path
) -> None:
    change(folder, "rules.yaml", "office: NSPC-ME", "office: NSPC-REVIEW")
    assert "= suggestion: office_id is" in load("--folder", str(folder))
    assert RoutingRule.objects.get(code="suggestion").version == 1
    load("--folder", str(folder), "--overwrite", "rules")
    first, second = RoutingRule.objects.filter(code="suggestion").order_by("version")
    assert first.office is not None
    assert second.office is not None
    assert (first.office.code, first.valid_to) == ("NSPC-ME", today())
    assert (second.office.code, second.valid_from, second.valid_to) == (
        "NSPC-REVIEW",
        today(),
        None,
    )
    assert load("--folder", str(folder)) == "Nothing to change.\n"


def test_overwriting_a_policy_brings_its_new_targets(db: None, folder: Path) -> None:
    change(folder, "policies.yaml", "resolution: 20 working_days", "resolution: 18 working_days")
    load("--folder", str(folder), "--overwrite", "policies")
    newest = SlaPolicy.objects.get(code="inquiry-20-days", valid_to__isnull=True)
    assert newest.version == 2
    assert newest.targets.get(metric="resolution").amount == 18
    old = SlaPolicy.objects.get(code="inquiry-20-days", version=1)
    assert old.targets.get(metric="resolution").amount == 20


def test_a_holiday_that_an_officer_added_is_reported_and_stays(db: None) -> None:
    office = WorkCalendar.objects.get(code="office")
    office.days.create(date="2026-06-06", kind="closed", name_km="ថ្ងៃឈប់", name_en="Extra day")
    said = load()
    assert "2026-06-06" in said
    assert office.days.filter(date="2026-06-06").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "rules.yaml",
            "office: NSPC-ME",
            "office: NSPC-MEE",
            "rules.yaml: suggestion: office: there is no 'NSPC-MEE'",
        ),
        (
            "rules.yaml",
            "lifts_to: PCA",
            "lift_to: PCA",
            "rules.yaml: health-allowances: lift_to: unknown field",
        ),
        (
            "rules.yaml",
            "[HLT.REFUSED]",
            "[HLT.REFUSD]",
            "rules.yaml: health-refused: categories: there is no 'HLT.REFUSD'",
        ),
        (
            "categories.yaml",
            "severity: 1",
            "severity: low",
            "categories.yaml: INFO.ELIG: severity: must be a whole number",
        ),
        (
            "categories.yaml",
            "severity: 1",
            "severity: 7",
            "categories.yaml: INFO.ELIG: severity: 7 is not one of",
        ),
        (
            "policies.yaml",
            "acknowledge: 15 minutes",
            "acknowledge: 15 minuets",
            "policies.yaml: crisis: acknowledge: '15 minuets' is no target",
        ),
        (
            "policies.yaml",
            "ladder: quiet",
            "ladder: quite",
            "policies.yaml: status: ladder: 'quite' is not one of",
        ),
        ("calendars.yaml", '"11:30"', '"25:30"', "calendars.yaml: office: weekly: mon: '25:30'"),
        (
            "offices.yaml",
            "parent: NSAF-HQ",
            "parent: NSAF",
            "offices.yaml: NSAF-PAY: parent: there is no 'NSAF'",
        ),
        (
            "offices.yaml",
            '"DOSVY-{parent_code}"',
            '"DOSV-{parent_code}"',
            "offices.yaml: OSA-0102: parent: there is no 'DOSV-01'",
        ),
        (
            "offices.yaml",
            "{km} ({parent_km})",
            "{km} ({parent_kh})",
            "offices.yaml: OSA-{code}: unknown placeholder 'parent_kh'",
        ),
        (
            "programmes.yaml",
            "filing_deadline_on: 2024-05-10",
            "filing_deadline_on: soon",
            "programmes.yaml: COVID_CT: filing_deadline_on: must be a date",
        ),
        (
            "programmes.yaml",
            "    order: 10\n",
            "    order: 10\n    order: 11\n",
            "programmes.yaml: line 3: order stands twice",
        ),
        ("agencies.yaml", "  - code: NSAF", "  - code NSAF", "agencies.yaml: line"),
        (
            "agencies.yaml",
            "name_en: Ministry of Health",
            "name_en:",
            "agencies.yaml: MOH: name_en: must be a text",
        ),
        ("aliases.yaml", 'code: "01"', 'code: "99"', "aliases.yaml: 99: there is no province 99"),
    ],
)
def test_a_typo_names_file_entry_and_field_and_changes_nothing(
    db: None, folder: Path, file: str, old: str, new: str, told: str
) -> None:
    Category.objects.get(code="HLT.LAB").delete()
    change(folder, file, old, new)
    with pytest.raises(CommandError) as refused:
        load("--folder", str(folder))
    assert told in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert not Category.objects.filter(code="HLT.LAB").exists()


def test_a_version_in_force_cannot_be_edited_even_in_sql(db: None) -> None:
    for table, column in (
        ("workflows_routingrule", "name_en"),
        ("workflows_slapolicy", "name_en"),
        ("workflows_workcalendar", "zone"),
        ("workflows_slatarget", "metric"),
        ("workflows_calendarday", "name_en"),
    ):
        with (
            pytest.raises(DatabaseError, match="make a new version"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE {table} SET {column} = 'x'")


def test_every_change_renews_the_revision(db: None) -> None:
    seen = {CatalogueRevision.objects.get().revision}
    office = Office.objects.get(code="COM-010201")
    office.areas.add(Area.objects.get(code="010202", level="commune"))
    seen.add(CatalogueRevision.objects.get().revision)
    Office.objects.filter(pk=office.pk).update(is_active=False)
    seen.add(CatalogueRevision.objects.get().revision)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workflows_programme SET note = 'x' WHERE code = 'HEF'")
    seen.add(CatalogueRevision.objects.get().revision)
    assert len(seen) == 4
