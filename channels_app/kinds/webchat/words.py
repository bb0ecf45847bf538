"""The words on the chat's page, in both languages at once: a person switches without loading."""

from pathlib import Path
from typing import Final

import yaml

LANGUAGES: Final = ("km", "en")


def load(path: Path) -> dict[str, dict[str, str]]:
    """Give the words by language, then by key; KeyError where one is not translated."""
    told = yaml.safe_load(path.read_text("utf-8"))
    return {
        language: {key: str(words[language]).strip() for key, words in told.items()}
        for language in LANGUAGES
    }


WORDS: Final = load(Path(__file__).with_name("words.yaml"))
