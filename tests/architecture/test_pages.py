"""A page carries no code and no style of its own: the content security policy forbids both."""

import re

from tests.architecture import tree

INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"
    r"|\sstyle=|\son[a-z]+=|javascript:|\shx-on|\shx-vals=['\"]js:",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE)


def test_a_template_has_nothing_inline_and_nothing_from_elsewhere() -> None:
    templates = tree.sources(".html", tests=False)
    assert templates
    found = {
        tree.name(path): found
        for path in templates
        for text in [path.read_text("utf-8")]
        if (found := INLINE.findall(text) + ELSEWHERE.findall(text))
    }
    assert not found
