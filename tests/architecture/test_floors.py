"""What import-linter cannot see of the floors."""

import ast
from collections.abc import Iterator
from importlib import metadata

import pytest
from django.apps import apps
from django.db.models import Field, ForeignObjectRel, Model

from config.env import ROOT
from tests.architecture import tree

FLOOR = {"timekeeping": 0, "workflows": 1, "channels_app": 1, "cases": 2, "bot": 3, "config": 4}
ROOMS_WITHOUT_A_SUBJECT = {"utils", "util", "common", "helpers", "helper", "misc", "shared"}


def links() -> Iterator[tuple[str, str]]:
    """Give (from, to) for every relation between two of our apps."""
    for model in apps.get_models(include_auto_created=True):
        home = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, ForeignObjectRel) or not isinstance(field, Field):
                continue
            target = field.related_model
            if home in FLOOR and isinstance(target, type) and issubclass(target, Model):
                other = target._meta.app_label
                if other in FLOOR and other != home:
                    yield f"{model._meta.label}.{field.name}", f"{home}>{other}"


def test_no_foreign_key_points_upward_or_sideways() -> None:
    found = dict(links())
    assert found, "our tables are linked; a test that finds no link has lost its sight"
    wrong = {
        where: way
        for where, way in found.items()
        if FLOOR[way.split(">")[0]] <= FLOOR[way.split(">")[1]]
    }
    assert not wrong


def test_the_state_machine_is_the_kept_line_of_its_library() -> None:
    # Both install the folder django_fsm: whichever came last would win.
    assert metadata.version("django-fsm-2")
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("django-fsm")


def test_a_file_is_in_a_room_with_a_subject() -> None:
    paths = [path.relative_to(ROOT) for path in tree.sources(".py", tests=False)]
    vague = ROOMS_WITHOUT_A_SUBJECT
    assert not [path for path in paths if {*path.parts[:-1], path.stem} & vague]


def test_a_file_says_what_it_is_for() -> None:
    assert not [
        tree.name(path)
        for path in tree.sources(".py", tests=False)
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]


def test_domain_flow_takes_no_signals() -> None:
    imported = {
        f"{tree.name(path)} imports {node.module}.{alias.name}"
        for path in tree.sources(".py", tests=False)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module in {"django.db.models.signals", "django.dispatch"}
        for alias in node.names
    }
    assert not imported
