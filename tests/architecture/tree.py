"""The files of the checkout that are ours, by kind."""

import ast
from pathlib import Path

from config.env import ROOT

APPS = ("bot", "cases", "channels_app", "config", "timekeeping", "workflows")


def sources(*suffixes: str, tests: bool = True) -> list[Path]:
    """List the files with these suffixes below our apps, migrations left out."""
    folders = (*APPS, "tests") if tests else APPS
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and "migrations" not in path.parts
    )


def name(path: Path) -> str:
    """Give a file's path as a test's name."""
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List every function and method of a Python file."""
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]
