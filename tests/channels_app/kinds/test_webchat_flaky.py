"""A line that loses, doubles and reorders whatever it carries: nothing is lost, nothing doubled."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from channels_app import contacts, outbox, worker
from channels_app.kinds.webchat import limits, thread
from channels_app.models import Channel, InboundMessage, OutboundMessage
from tests.chat.client import saying

SAY, ANSWER, GOOD, LOST, LOST_BACK, DOUBLED, LATE = (
    "the person says something",
    "the office answers",
    "an exchange goes well",
    "the request is lost",
    "its answer is lost",
    "the request comes twice",
    "its answer comes late, after newer ones",
)


@dataclass
class Phone:
    """The rules of link.js in a few lines: keep until kept, confirm until confirmed, show once."""

    chat: Channel
    token: str = ""
    cursor: str = ""
    unsent: dict[str, dict[str, str]] = field(default_factory=dict)
    unconfirmed: set[str] = field(default_factory=set)
    shown: Counter[str] = field(default_factory=Counter)
    late: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)

    def exchange(self, fate: str) -> None:
        asked = {
            "token": self.token,
            "since": self.cursor,
            "say": list(self.unsent.values()) if self.token else [],
            "got": sorted(self.unconfirmed),
        }
        if fate == LOST:
            return
        for _ in range(2 if fate == DOUBLED else 1):
            answer = Client().post(
                f"/chat/{self.chat.uuid}/talk", json.dumps(asked), content_type="application/json"
            )
            told = json.loads(answer.content)
        if fate == LATE:
            self.late.append((asked, told))
        elif fate != LOST_BACK:
            self.hear(asked, told)

    def hear(self, asked: dict[str, Any], told: dict[str, Any]) -> None:
        self.token = self.token or told.get("token", "")
        self.unconfirmed -= set(asked["got"])
        for kept in told.get("kept", ()):
            self.unsent.pop(kept, None)
        for line in told.get("items", ()):
            if line["me"]:
                self.unsent.pop(line["id"], None)
            elif line["id"] not in self.shown:
                self.shown[line["id"]] += 1
                self.unconfirmed.add(line["id"])
        self.cursor = told.get("cursor") or self.cursor

    def hear_the_late(self) -> None:
        while self.late:
            self.hear(*self.late.pop())


def answer(chat: Channel) -> None:
    first = InboundMessage.objects.filter(channel=chat).first()
    if first is None:
        return
    contact = contacts.find_or_make(chat, first.sender)
    outbox.queue(contact, f"answer {OutboundMessage.objects.count()}", purpose="reply")
    while worker.run_once():
        pass


class FlakyLine(TestCase):
    # Without the ten seconds that an answer laps over: nothing here may hang on them.
    @patch.object(thread, "OVERLAP", timedelta(0))
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        steps=st.lists(
            st.sampled_from([SAY, SAY, ANSWER, GOOD, LOST, LOST_BACK, DOUBLED, LATE]), max_size=25
        )
    )
    def test_nothing_is_lost_and_nothing_is_doubled(self, steps: list[str]) -> None:
        for bucket in limits.ALL:
            bucket.forget()
        chat = Channel.objects.create(kind="webchat", name="Chat", address="chat")
        phone, said = Phone(chat), list[str]()
        for step in steps:
            if step == SAY:
                one = saying(f"said {len(said)}")
                said.append(one["text"])
                phone.unsent[one["id"]] = one
            elif step == ANSWER:
                answer(chat)
            else:
                phone.exchange(step)
        phone.hear_the_late()
        for bucket in limits.ALL:
            bucket.forget()  # The minutes that it takes to come back.
        for _ in range(4):
            phone.exchange(GOOD)
        stored = [message.body for message in InboundMessage.objects.filter(channel=chat)]
        assert sorted(stored) == sorted(said)
        assert not phone.unsent
        texts = OutboundMessage.objects.filter(channel=chat)
        assert phone.shown == Counter(str(text.uuid) for text in texts)
        assert {text.state for text in texts} <= {"delivered"}
