"""Buttons: native where the kind shows them, numbered lines everywhere else."""

import pytest

from channels_app import outbox, registry
from channels_app.buttons import numbered
from channels_app.kind import Button
from channels_app.kinds.memory.kind import PostOffice
from channels_app.models import Contact
from tests.channels_app.outgoing import drain, fresh
from tests.channels_app.twilio_webhooks import PHONE

YES_NO = (Button("បាទ/ចាស", "yes"), Button("ទេ", "no"))


def test_numbers_follow_the_script_of_the_body() -> None:
    assert numbered("ដោះស្រាយហើយឬនៅ?", YES_NO) == "ដោះស្រាយហើយឬនៅ?\n១ បាទ/ចាស\n២ ទេ"
    english = (Button("Yes", "yes"), Button("No", "no"))
    assert numbered("Is it solved?", english) == "Is it solved?\n1 Yes\n2 No"
    assert numbered("", english) == "1 Yes\n2 No"
    assert numbered("Is it solved?", ()) == "Is it solved?"


def test_the_tenth_line_has_two_digits() -> None:
    ten = tuple(Button("ខ", str(number)) for number in range(10))
    assert numbered("ក", ten).endswith("\n១០ ខ")


@pytest.mark.django_db
def test_a_kind_without_buttons_sends_numbered_lines_that_count_as_parts(
    complainant: Contact, post_office: PostOffice
) -> None:
    body = "ក" * 68
    (plain,) = outbox.queue(complainant, body, purpose="question")
    (asked,) = outbox.queue(complainant, body, purpose="question", buttons=YES_NO)
    assert (plain.parts, asked.parts) == (1, 2)
    assert fresh(asked).buttons == ""
    drain()
    assert post_office.texts_to(PHONE)[1] == f"{body}\n១ បាទ/ចាស\n២ ទេ"
    assert post_office.sent[1][1].buttons == ()


@pytest.mark.django_db
def test_a_kind_with_buttons_gets_them_under_the_last_piece(
    complainant: Contact, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.get("memory"), "takes", lambda _buttons: True)
    rows = outbox.queue(complainant, "ក្រុមហ៊ុន " * 150, purpose="question", buttons=YES_NO)
    assert len(rows) > 1
    drain()
    shown = [sending.buttons for _, sending in post_office.sent]
    assert shown == [()] * (len(rows) - 1) + [YES_NO]
