"""The chat over real sockets and real requests, against the processes that serve it."""

import json
import signal

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.connection import Connection

from channels_app.kinds.webchat import socket as ours
from channels_app.models import Channel, InboundMessage, OutboundMessage
from tests.chat.client import ChatClient, saying
from tests.chat.server import Serve, send_to, state_of
from tests.config.test_processes import PATIENCE_S, until

pytestmark = pytest.mark.django_db(transaction=True)
FAR_AHEAD = "9999999999999"


def test_a_person_writes_over_a_socket_and_the_answer_comes_by_itself(
    serve: Serve, chat: Channel, port: int
) -> None:
    serve(trial=True)
    client = ChatClient(port, chat)
    with client.dial() as socket:
        client.over(socket)
        one = saying("លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
        assert client.over(socket, say=[one])["kept"] == [one["id"]]
        # Nobody asks: the worker of the same process rings.
        while not client.texts(mine=False):
            told = client.learn(json.loads(socket.recv(timeout=PATIENCE_S)))
            assert "n" not in told
    text = OutboundMessage.objects.earliest("pk")
    assert client.texts(mine=False)[0] == text.body
    client.ask(got=[str(text.uuid)])
    assert state_of(text) == "delivered"


def test_http_and_socket_are_one_conversation(serve: Serve, chat: Channel, port: int) -> None:
    serve()
    client = ChatClient(port, chat).begin()
    client.say("first")
    with client.dial() as socket:
        client.over(socket, say=[saying("second")])
        send_to(chat, "answer")
        client.over(socket)
    again = ChatClient(port, chat, token=client.token)
    again.ask()
    assert again.texts(mine=True) == ["first", "second"]
    assert again.texts(mine=False) == client.texts(mine=False) == ["answer"]


def test_what_is_said_twice_is_stored_once_and_called_kept_each_time(
    serve: Serve, chat: Channel, port: int
) -> None:
    serve()
    client = ChatClient(port, chat).begin()
    one = saying("once")
    for _ in range(2):
        assert client.ask(say=[one, one])["kept"] == [one["id"], one["id"]]
    with client.dial() as socket:
        assert client.over(socket, say=[one])["kept"] == [one["id"]]
    assert InboundMessage.objects.count() == 1


def _hear_all(socket: Connection) -> None:
    while True:
        socket.recv(timeout=PATIENCE_S)


def test_a_killed_server_loses_nothing_and_doubles_nothing(
    serve: Serve, chat: Channel, port: int
) -> None:
    process = serve()
    client = ChatClient(port, chat).begin()
    one = saying("before")
    with client.dial() as socket:
        client.over(socket)
        socket.send(json.dumps(client.frame(say=[one])))
        until(InboundMessage.objects.exists)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with pytest.raises(ConnectionClosed):
            _hear_all(socket)
    text = send_to(chat, "while it was away")
    serve()
    with client.dial() as socket:
        assert client.over(socket, say=[one])["kept"] == [one["id"]]
    assert InboundMessage.objects.count() == 1
    assert client.texts(mine=False) == ["while it was away"]
    assert state_of(text) == "accepted"


def test_a_text_comes_again_until_it_is_confirmed_whatever_the_cursor_says(
    serve: Serve, chat: Channel, port: int
) -> None:
    serve()
    client = ChatClient(port, chat).begin()
    client.say("hello")
    text = send_to(chat, "you must see this")
    for _ in range(2):
        client.cursor = FAR_AHEAD
        assert [line["id"] for line in client.ask()["items"]] == [str(text.uuid)]
    client.ask(read=[str(text.uuid)])
    client.cursor = FAR_AHEAD
    assert client.ask()["items"] == []
    assert state_of(text) == "read"


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1"])
def test_a_script_of_another_site_opens_no_socket(
    serve: Serve, chat: Channel, port: int, origin: str
) -> None:
    serve()
    with pytest.raises(Exception, match="403"):
        ChatClient(port, chat).dial(origin=origin)


def test_a_frame_that_cannot_be_read_closes_the_socket_and_nothing_else(
    serve: Serve, chat: Channel, port: int
) -> None:
    serve()
    client = ChatClient(port, chat).begin()
    for frame in ("", "[]", "{", '{"say": 1}', '{"say": [{"id": "x", "text": "y"}]}', "x" * 70_000):
        with client.dial() as socket:
            socket.send(frame)
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv(timeout=PATIENCE_S)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code in {ours.UNREADABLE, 1009}
    assert client.ask()["cursor"]


def test_a_chat_that_is_closed_says_so(serve: Serve, chat: Channel, port: int) -> None:
    serve()
    client = ChatClient(port, chat).begin()
    Channel.objects.update(is_active=False)
    with client.dial() as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=PATIENCE_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == ours.NOT_FOUND
    assert client.post(client.frame()).status_code == 404
