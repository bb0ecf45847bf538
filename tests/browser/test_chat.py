"""The chat on a person's phone, in a real browser against the real processes."""

import random
import signal
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Route, ViewportSize, expect

from channels_app.kind import Button
from channels_app.models import Channel, InboundMessage, OutboundMessage
from tests.browser.conftest import DESK, PHONE, Screen
from tests.chat.server import Serve, send_to, state_of
from tests.config.test_processes import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenChat = Callable[..., Screen]
WITHOUT_SOCKETS = "delete window.WebSocket"
STORED = "Object.keys(localStorage).filter((key) => key.startsWith('samleng.'))"


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")


def mine(page: Page) -> list[str]:
    return page.locator(".bubble.mine .said").all_inner_texts()


def theirs(page: Page) -> list[str]:
    return page.locator(".bubble:not(.mine) .said").all_inner_texts()


def stored() -> list[str]:
    return [message.body for message in InboundMessage.objects.order_by("pk")]


@pytest.mark.parametrize("way", ["", WITHOUT_SOCKETS])
def test_a_person_writes_and_is_answered_with_and_without_sockets(
    serve: Serve, open_chat: OpenChat, way: str
) -> None:
    serve(trial=True)
    page = open_chat(script=way).page
    say(page, "លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ")
    expect(page.locator(".bubble.mine .state.sent")).to_be_visible()
    expect(page.locator(".bubble:not(.mine)").first).to_be_visible(timeout=20_000)
    assert stored() == ["លុយគ្រួសារខ្ញុំមិនទាន់ចូលទេ ២ខែហើយ"]
    before = mine(page) + theirs(page)
    page.reload()
    expect(page.locator(".bubble")).to_have_count(len(before))
    assert mine(page) + theirs(page) == before


@pytest.mark.parametrize("way", ["", WITHOUT_SOCKETS])
def test_a_server_that_dies_in_the_middle_costs_and_doubles_nothing(
    serve: Serve, open_chat: OpenChat, chat: Channel, way: str
) -> None:
    process = serve()
    screen = open_chat(script=way)
    page = screen.page
    say(page, "one")
    expect(page.locator(".state.sent")).to_have_count(1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    say(page, "two")
    say(page, "three")
    expect(page.locator("#bar")).to_be_visible()
    expect(page.locator(".state.sending")).to_have_count(2)
    text = send_to(chat, "we are here")
    serve()
    expect(page.locator(".state.sent")).to_have_count(3, timeout=30_000)
    expect(page.locator("#bar")).to_be_hidden()
    assert stored() == mine(page) == ["one", "two", "three"]
    expect(page.get_by_text("we are here")).to_have_count(1)
    until(lambda: state_of(text) == "read")
    screen.forgive()


def test_what_is_written_without_a_network_goes_out_later_also_after_a_reload(
    serve: Serve, open_chat: OpenChat
) -> None:
    serve()
    screen = open_chat()
    page = screen.page
    say(page, "before")
    expect(page.locator(".state.sent")).to_have_count(1)
    page.route("**/talk", lambda route: route.abort())
    page.route_web_socket("**/socket", lambda socket: socket.close())
    page.reload()
    screen.context.set_offline(True)
    say(page, "under the roof")
    expect(page.locator("#bar")).to_be_visible()
    expect(page.get_by_text("under the roof")).to_be_visible()
    assert stored() == ["before"]
    screen.context.set_offline(False)
    page.unroute_all()
    page.reload()
    expect(page.locator(".state.sent")).to_have_count(2, timeout=20_000)
    assert stored() == mine(page) == ["before", "under the roof"]
    screen.forgive()


def test_two_tabs_are_one_conversation(serve: Serve, open_chat: OpenChat, chat: Channel) -> None:
    serve()
    screen = open_chat()
    first = screen.page
    second = screen.context.new_page()
    second.goto(first.url)
    say(first, "from the first")
    expect(first.locator(".state.sent")).to_have_count(1)
    say(second, "from the second")
    expect(second.locator(".state.sent")).to_have_count(2)
    send_to(chat, "to both")
    for page in (first, second):
        page.evaluate("samleng.link.wake()")
        expect(page.get_by_text("to both")).to_have_count(1)
        expect(page.locator(".bubble.mine")).to_have_count(2)
    assert InboundMessage.objects.values("sender_hash").distinct().count() == 1


def test_a_choice_is_a_button_and_comes_as_its_payload(
    serve: Serve, open_chat: OpenChat, chat: Channel
) -> None:
    serve()
    page = open_chat().page
    say(page, "hello")
    expect(page.locator(".state.sent")).to_have_count(1)
    send_to(chat, "ដោះស្រាយហើយឬនៅ?", Button("បាទ/ចាស", "/yes"), Button("នៅទេ", "/no"))
    page.evaluate("samleng.link.wake()")
    page.get_by_role("button", name="នៅទេ").click()
    expect(page.locator(".choices")).to_have_count(0)
    expect(page.locator(".state.sent")).to_have_count(2)
    last = InboundMessage.objects.latest("pk")
    assert (last.body, last.payload) == ("នៅទេ", "/no")


def test_leaving_takes_everything_off_the_phone(serve: Serve, open_chat: OpenChat) -> None:
    serve()
    screen = open_chat()
    page, url = screen.page, screen.page.url
    say(page, "a secret")
    expect(page.locator(".state.sent")).to_have_count(1)
    assert page.evaluate(STORED)
    page.click("#leave")
    page.wait_for_url("about:blank")
    page.goto(url)
    until(lambda: page.evaluate("localStorage.length > 0"))
    expect(page.get_by_text("a secret")).to_have_count(0)
    assert not screen.context.cookies()


def test_the_browser_keeps_a_token_and_nothing_that_was_said(
    serve: Serve, open_chat: OpenChat
) -> None:
    serve()
    page = open_chat().page
    say(page, "a secret")
    expect(page.locator(".state.sent")).to_have_count(1)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "token" in kept
    assert "secret" not in kept
    assert page.evaluate("sessionStorage.length + document.cookie.length") == 0


@pytest.mark.parametrize(("language", "size"), [("km", PHONE), ("en", DESK)])
def test_the_chat_shuts_nobody_out(
    serve: Serve, open_chat: OpenChat, chat: Channel, language: str, size: ViewportSize
) -> None:
    serve()
    screen = open_chat(language=language, size=size)
    page = screen.page
    say(page, "ក" * 300 + " " + "long" * 100)
    expect(page.locator(".state.sent")).to_have_count(1)
    send_to(chat, "សូមជ្រើសរើស", Button("ប្រាក់ឧបត្ថម្ភ", "/a"), Button("ប័ណ្ណ", "/b"))
    page.evaluate("samleng.link.wake()")
    expect(page.locator(".choice")).to_have_count(2)
    assert not screen.barriers()
    assert screen.overflow() <= 0
    assert page.evaluate(SMALL) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert screen.overflow() <= 0
    assert page.evaluate("document.getElementById('log').clientHeight") > 200
    assert page.locator("html").get_attribute("lang") == language
    page.click("#language")
    assert page.locator("html").get_attribute("lang") != language


SMALL = """
() => [...document.querySelectorAll("button, textarea")]
    .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 44)
    .map((part) => part.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_a_line_that_loses_and_doubles_whatever_it_carries_loses_and_doubles_nothing(
    serve: Serve, open_chat: OpenChat, chat: Channel, seed: int
) -> None:
    serve()
    chance = random.Random(seed)
    screen = open_chat(script=WITHOUT_SOCKETS)
    page = screen.page

    def carry(route: Route) -> None:
        fate = chance.choice(["lost", "answer lost", "doubled", "well", "well", "broken"])
        if fate == "lost":
            route.abort()
            return
        answer = route.fetch()
        if fate == "doubled":
            answer = route.fetch()
        if fate == "answer lost":
            route.abort()
            return
        # The page may have given up on a slow answer meanwhile: then it is lost as well.
        with suppress(PlaywrightError):
            if fate == "broken":
                route.fulfill(status=502, body="<html>bad gateway")
            else:
                route.fulfill(response=answer)

    say(page, "first")
    expect(page.locator(".state.sent")).to_have_count(1)
    page.route("**/talk", carry)
    for number in range(6):
        say(page, f"said {number}")
        send_to(chat, f"answered {number}")
    expect(page.locator(".state.sent")).to_have_count(7, timeout=60_000)
    expect(page.locator(".bubble:not(.mine)")).to_have_count(6, timeout=60_000)
    assert sorted(stored()) == sorted(mine(page))
    assert sorted(theirs(page)) == [f"answered {number}" for number in range(6)]
    page.unroute_all()
    until(lambda: page.title() and set(states()) == {"read"})
    screen.forgive()


def states() -> list[str]:
    return list(OutboundMessage.objects.values_list("state", flat=True))
