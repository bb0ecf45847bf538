"""Every sentence that we send: one template a message in Khmer, romanised Khmer and English."""

from cases.texts.sentences import (
    LANGUAGES,
    Purpose,
    Text,
    all_texts,
    labels_of,
    purpose_of,
    render,
    text_of,
)

__all__ = [
    "LANGUAGES",
    "Purpose",
    "Text",
    "all_texts",
    "labels_of",
    "purpose_of",
    "render",
    "text_of",
]
