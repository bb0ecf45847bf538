"""The embedded engine: forms, sessions, trackers that are kept, and a turn that always ends."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.dialogue import keeping
from bot.dialogue.admission import admit
from bot.dialogue.interface import Answer, Payload
from bot.dialogue.shortening import MOST_EVENTS
from bot.dialogue.tracker import Tracker
from bot.models import Tracker as Row
from tests.bot.dialogue.conftest import Talk, toy_engine
from tests.conformance.conversation import payload

INTENTS = sorted(toy_engine().domain.all_intents)
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["size", "topping", "count", "colour", "given"]) | st.text(max_size=8)
PAYLOADS = st.builds(
    Payload,
    st.sampled_from(INTENTS) | st.text(max_size=20) | st.binary(max_size=9).map(repr),
    st.dictionaries(NAMES, FACTS | st.sampled_from(["small", "large", "ham", 3]), max_size=3),
)


def texts(said: tuple[Answer, ...]) -> list[Any]:
    return [answer.text or answer.custom.get("text") or answer.custom.get("do") for answer in said]


def test_more_actions_than_a_turn_may_have_end_in_a_reply_and_the_next_turn_works(
    talk: Talk,
) -> None:
    with capture_logs() as lines:
        assert texts(talk.say("/spin")) == ["round"] * 10
    assert lines[-1]["event"] == "dialogue_circuit_broken"
    assert texts(talk.say("/weather")) == ["weather"]


def test_an_action_that_breaks_is_logged_without_what_it_said(talk: Talk) -> None:
    with capture_logs() as lines:
        assert texts(talk.say("/crash")) == ["weather"]
    assert [line["event"] for line in lines] == ["dialogue_action_failed"]
    assert lines[0]["task"] == "action_crash"


def test_a_paused_conversation_is_silent(talk: Talk) -> None:
    assert texts(talk.say("/hold")) == ["held"]
    assert talk.say("/greet") == ()


def test_a_fact_that_the_domain_does_not_know_gets_nowhere(talk: Talk) -> None:
    talk.say('/greet{"name": "a person", "size": "small"}')
    assert "a person" not in str(talk.store.kept)
    assert "small" in str(talk.store.kept)


@pytest.mark.parametrize("fact", [float("nan"), "\x00", "\ud800", "x" * 3000, {1, 2}])
def test_a_fact_that_cannot_be_kept_is_left_out(fact: Any, talk: Talk) -> None:
    said = talk.dialogue.turn("someone", Payload("greet", {"size": fact}))
    assert texts(said) == ["Welcome.", "Hello there."]
    assert "'size': None" in str(talk.store.kept) or "size" not in str(
        talk.store.kept["someone"]["events"]
    )


@pytest.mark.parametrize(
    "kept",
    [{"version": 0}, {"version": 1}, [], "soup", 7, {"version": 1, "base": {}, "events": [{}]}],
)
def test_a_tracker_that_cannot_be_read_begins_anew_and_is_counted(kept: Any, talk: Talk) -> None:
    talk.store.kept["someone"] = kept
    with capture_logs() as lines:
        assert texts(talk.say("/greet")) == ["Welcome.", "Hello there."]
    assert talk.dialogue.unreadable == 1
    assert lines[0]["event"] == "dialogue_tracker_unreadable"
    assert "soup" not in str(lines)


def test_a_long_conversation_stays_short_and_knows_what_it_knew(talk: Talk) -> None:
    talk.say('/colour{"colour": "red"}')
    talk.say("/order")
    for _each in range(60):
        assert texts(talk.say("/weather"))[0] == "weather"
    kept = talk.store.kept["someone"]
    assert len(kept["events"]) <= MOST_EVENTS
    assert texts(talk.say("/colour")) == ["red", "Which size?", "ask_size"]
    assert texts(talk.say("/stop")) == ["stopped"]
    assert texts(talk.say("/greet")) == ["Hello there."]


def test_senders_know_nothing_of_each_other(talk: Talk) -> None:
    talk.say("/order", "one")
    assert texts(talk.say('/inform{"size": "small"}', "two")) == ["I did not get that."]
    assert texts(talk.say('/inform{"size": "small"}', "one")) == ["ask_topping"]


def test_the_core_leaves_the_tracker_that_it_was_given_as_it_was(talk: Talk) -> None:
    engine = talk.dialogue._engine
    before = Tracker("someone", engine.domain.table)
    after, _said = engine.turn(before, payload("/order"), channel="", now=talk.clock())
    assert before.events == []
    assert after.now.active_loop == "order_form"
    again, said = engine.turn(after, payload("/stop"), channel="", now=talk.clock())
    twice, same = engine.turn(after, payload("/stop"), channel="", now=talk.clock())
    assert (keeping.written(again), said) == (keeping.written(twice), same)


@settings(max_examples=150, deadline=None)
@given(st.lists(PAYLOADS, min_size=1, max_size=12))
def test_whatever_is_said_a_turn_ends_in_one_reply_and_a_readable_tracker(
    said: list[Payload],
) -> None:
    talk = Talk()
    table = talk.dialogue._engine.domain.table
    for each in said:
        reply = talk.dialogue.turn("someone", each)
        assert all(isinstance(answer, Answer) for answer in reply)
        kept = keeping.json_of(talk.store.kept["someone"])
        assert keeping.read("someone", kept, table).events == kept["events"]
    assert talk.dialogue.unreadable == 0


@given(PAYLOADS)
def test_what_is_let_in_can_be_written_and_read(said: Payload) -> None:
    domain = Talk().dialogue._engine.domain
    admitted = admit(said, domain)
    assert payload(admitted.text()) == admitted
    assert admit(admitted, domain) == admitted


def test_a_turn_costs_little(talk: Talk) -> None:
    talk.say("/order")
    turns = 100
    began = time.process_time()
    for _each in range(turns):
        talk.say("/weather")
    assert (time.process_time() - began) / turns < 0.005


@pytest.mark.django_db
def test_the_row_shows_where_the_conversation_stands(talk: Talk) -> None:
    from bot.dialogue.rows import InDatabase

    talk.dialogue._store = InDatabase()
    talk.say('/order{"size": "small"}')
    row = Row.objects.get(sender="someone")
    assert (row.active_loop, row.requested_slot, row.latest_intent) == (
        "order_form",
        "topping",
        "order",
    )
    assert row.slots["size"] == "small"
    assert row.session_started_at == talk.clock.at
    talk.say('/inform{"topping": "ham"}')
    assert Row.objects.get().requested_slot == "sure"


@pytest.mark.django_db
def test_a_turn_that_is_rolled_back_was_not_taken(talk: Talk) -> None:
    from django.db import transaction

    from bot.dialogue.rows import InDatabase

    talk.dialogue._store = InDatabase()
    talk.say("/order")
    with transaction.atomic():
        talk.say('/inform{"size": "small"}')
        transaction.set_rollback(True)
    assert texts(talk.say('/inform{"size": "small"}')) == ["ask_topping"]
