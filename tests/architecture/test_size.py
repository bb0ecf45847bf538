"""No file and no function grows until nobody can say where a rule lives."""

from tests.architecture import tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def test_a_file_is_short() -> None:
    lengths = {
        tree.name(path): len(path.read_text("utf-8").splitlines())
        for path in tree.sources(".py", ".html", ".css", ".js", ".mjs")
    }
    assert lengths
    assert not {name: length for name, length in lengths.items() if length >= LONGEST_FILE}


def test_a_function_is_short() -> None:
    lengths = {
        f"{tree.name(path)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in tree.sources(".py")
        for function in tree.functions(path)
    }
    assert lengths
    assert not {name: length for name, length in lengths.items() if length >= LONGEST_FUNCTION}
