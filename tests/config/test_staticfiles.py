"""The npm files that pages name are served, and no other."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings

from config.env import ROOT
from config.staticfiles import FILES

OURS = ("bot", "cases", "channels_app", "config", "workflows")
ASKED = re.compile(r"""{% static ['"]([^'"{]+)['"]""")
NAMED = re.compile(r"@(?:tabler|fontsource-variable)/[\w./-]+\.\w+")


def sources() -> list[Path]:
    return [
        path
        for app in OURS
        for path in (ROOT / app).rglob("*")
        if path.suffix in {".css", ".html", ".js"}
    ]


def test_every_npm_file_that_a_page_names_is_on_the_list() -> None:
    named = {name for path in sources() for name in NAMED.findall(path.read_text("utf-8"))}
    assert named
    assert named <= set(FILES)


def test_every_file_that_a_page_asks_for_is_found() -> None:
    pages = [path.read_text("utf-8") for path in sources() if path.suffix == ".html"]
    asked = {name for page in pages for name in ASKED.findall(page)}
    assert asked
    assert not [name for name in asked if not finders.find(name)]


def test_production_collects_and_names_every_file(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    named = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]
    assert set(FILES) <= set(named)


@pytest.mark.parametrize("path", FILES)
def test_a_file_on_the_list_is_found(path: str) -> None:
    assert finders.find(path)


@pytest.mark.parametrize(
    "path",
    [
        "@tabler/core/package.json",
        "axe-core/axe.min.js",
        "@tabler/../axe-core/axe.js",
    ],
)
def test_a_file_that_is_not_on_the_list_is_not_served(path: str) -> None:
    assert not finders.find(path)
