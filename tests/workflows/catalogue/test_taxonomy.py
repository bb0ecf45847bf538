"""The categories and deadlines are those of the domain study's table, line by line."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

from workflows.catalogue.reading import read
from workflows.facts import CaseFacts
from workflows.matching import fits
from workflows.models import Category
from workflows.policies import policy_for

TABLE = Path(__file__).with_name("taxonomy.csv")
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))

# How the table writes a target, and how a policy writes it.
UNITS = {
    "wd": "working_days",
    "wh": "working_hours",
    "cd": "calendar_days",
    "h": "calendar_hours",
    "min": "minutes",
}
# "instant" is the automatic receipt; the officer's own acknowledgement has a working day.
INSTANT = "1 working_days"


def target(text: str) -> str:
    amount, unit = text.removeprefix("refer ").removesuffix(" to triage").split()
    return f"{amount} {UNITS[unit]}"


def test_all_sixty_categories_are_there_in_both_languages(db: None) -> None:
    loaded = {each.code: each for each in Category.objects.all()}
    assert len(ROWS) == len(loaded) == 60
    for row in ROWS:
        category = loaded[row["code"]]
        assert category.name_km == row["label_km"]
        assert category.name_en == row["label_en"]
        assert category.severity == int(row["severity"])
        assert category.sensitivity == row["sensitive"]
        if row["programmes"] not in ("ALL", "NONE", "UNKNOWN"):
            assert set(row["programmes"].split(",")) <= set(category.programmes)


def test_questions_and_thanks_are_counted_apart_from_complaints(db: None) -> None:
    enquiries = Category.objects.filter(is_enquiry=True).values_list("code", flat=True)
    assert {code.split(".")[0] for code in enquiries} == {"INFO", "FBK"}


def test_every_category_has_exactly_one_policy_with_the_targets_of_the_table() -> None:
    policies = [each for each in read().policies if not each.is_default]
    for row in ROWS:
        (policy,) = (each for each in policies if fits(row["code"], each.categories))
        ack = INSTANT if row["target_ack"] == "instant" else target(row["target_ack"])
        assert policy.targets["acknowledge"] == ack, row["code"]
        if row["target_resolve"] == "-":
            continue
        safe = row["code"].startswith("SAFE.") and row["target_resolve"].startswith("refer")
        end = "safe_referral" if safe else "resolution"
        assert policy.targets[end] == target(row["target_resolve"]), row["code"]


def test_a_restricted_case_has_no_target_for_a_first_answer_and_every_other_has(db: None) -> None:
    for row in ROWS:
        sensitive = row["sensitive"] == "Y"
        facts = CaseFacts(category=row["code"], sensitive=sensitive)
        targets = policy_for(facts, on=date(2026, 11, 22)).targets
        assert ("first_response" in targets) is not sensitive, row["code"]


def test_every_target_is_marked_as_proposed() -> None:
    assert not [each.code for each in read().policies if "[P]" not in each.source]


def test_a_name_in_khmer_is_in_khmer_and_in_order() -> None:
    catalogue = read()
    names = defaultdict(list)
    for entry in (
        *catalogue.agencies,
        *catalogue.programmes,
        *catalogue.categories,
        *catalogue.rules,
        *catalogue.policies,
        *catalogue.offices,
    ):
        names[entry.name_km].append(entry.code)
        assert any("\u1780" <= letter <= "\u17b3" for letter in entry.name_km), entry.code
        # A sign that belongs to a letter cannot stand first in a word.
        words = entry.name_km.replace("(", " ").replace("/", " ").split()
        assert not [word for word in words if "\u17b6" <= word[0] <= "\u17d3"], entry.code
        # A vowel cannot follow another of its kind, nor coeng anything but a letter.
        for this, following in zip(entry.name_km, entry.name_km[1:], strict=False):
            if this == "\u17d2":
                assert "\u1780" <= following <= "\u17b3", entry.code
    assert names
