"""The compose file says what production needs, and nothing that the code does not read."""

import ast
import re
from typing import Any

import pytest
import yaml

from config.env import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
OURS = ("migrate", "web", "worker")


def names_in_env_py() -> set[str]:
    text = (ROOT / "config" / "env.py").read_text("utf-8")
    return {
        str(node.args[0].value)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_told_only_what_the_code_reads(name: str) -> None:
    assert set(COMPOSE["services"][name]["environment"]) <= names_in_env_py()


@pytest.mark.parametrize("name", sorted(set(COMPOSE["services"]) - {"migrate"}))
def test_a_service_that_stays_has_a_health_check(name: str) -> None:
    assert COMPOSE["services"][name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", OURS)
def test_ours_are_one_image_without_privileges(name: str) -> None:
    service = COMPOSE["services"][name]
    assert (service["image"], service["cap_drop"], service["read_only"]) == (
        "samleng",
        ["ALL"],
        True,
    )
    assert "USER samleng" in (ROOT / "Dockerfile").read_text("utf-8")


@pytest.mark.parametrize("name", ["web", "worker"])
def test_only_the_migration_knows_the_owner(name: str) -> None:
    assert "OWNER_PASSWORD" not in str(COMPOSE["services"][name])
    assert COMPOSE["services"][name]["depends_on"]["migrate"] == {
        "condition": "service_completed_successfully"
    }


def test_every_value_that_must_be_filled_in_is_in_the_example() -> None:
    needed = set(re.findall(r"\$\{(\w+):\?\}", (ROOT / "docker-compose.yml").read_text("utf-8")))
    example = (ROOT / "docs" / "operations" / "compose.env").read_text("utf-8")
    assert needed == {
        line.partition("=")[0]
        for line in example.splitlines()
        if "=" in line and not line.startswith(("#", "TRUSTED"))
    }
