"""The chat's page is for old phones on slow lines: little to load, and nothing they cannot read."""

import re

from config.env import ROOT

SCRIPTS = sorted((ROOT / "channels_app" / "static" / "webchat").glob("*.js"))
EMBED = ROOT / "channels_app" / "kinds" / "webchat" / "embed.js"
MOST_SCRIPT, MOST_STYLE, MOST_EMBED = 30_000, 8_000, 5_000
# Words and signs that browsers of 2014 do not know.
NEWER = re.compile(r"=>|`|\b(?:let|const|class|async|await|import|export)\b|\.\.\.|\?\.|\?\?")
COMMENT_OR_TEXT = re.compile(r"/\*.*?\*/|\"(?:[^\"\\]|\\.)*\"|/\((?:[^/\\]|\\.)*\)/", re.DOTALL)


def test_the_script_and_the_style_stay_light() -> None:
    style = ROOT / "channels_app" / "static" / "webchat" / "chat.css"
    assert SCRIPTS
    assert sum(len(path.read_bytes()) for path in SCRIPTS) < MOST_SCRIPT
    assert len(style.read_bytes()) < MOST_STYLE
    assert len(EMBED.read_bytes()) < MOST_EMBED


def test_the_script_is_written_for_old_browsers() -> None:
    found = {
        path.name: words
        for path in [*SCRIPTS, EMBED]
        if (words := NEWER.findall(COMMENT_OR_TEXT.sub("", path.read_text("utf-8"))))
    }
    assert not found
