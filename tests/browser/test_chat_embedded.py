"""The chat inside another site: on the channel's list it opens, elsewhere it does not."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from channels_app.models import Channel, InboundMessage
from tests.browser.conftest import PHONE, Screen
from tests.chat.server import Serve, send_to
from tests.config.test_processes import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenChat = Callable[..., Screen]
# A strict site: it names our origin, and allows neither inline code nor inline style.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A ministry</title>
<h1>A ministry</h1><script src="{ours}/chat/{uuid}/embed.js" data-language="en" async></script>"""
FRAMES = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Frames</title>
<iframe src="{ours}{path}"></iframe>"""
POLICY = "default-src 'none'; script-src {ours}; frame-src {ours}"


class Site(ThreadingHTTPServer):
    """Somebody else's site on this machine."""

    page = ""
    policy = ""

    @property
    def origin(self) -> str:
        # Another name than 127.0.0.1: another site for the browser, not only another port.
        return f"http://localhost:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        body = self.server.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(chat: Channel, port: int) -> Iterator[Site]:
    ours = f"http://127.0.0.1:{port}"
    with Site(("127.0.0.1", 0), Handler) as running:
        running.page = PAGE.format(ours=ours, uuid=chat.uuid)
        running.policy = POLICY.format(ours=ours)
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def listed(chat: Channel, site: Site) -> Channel:
    chat.config = {"origins": f"https://other.example, {site.origin}"}
    chat.save()
    return chat


def test_a_listed_site_opens_the_chat_with_one_script_tag(
    serve: Serve, open_chat: OpenChat, listed: Channel, site: Site
) -> None:
    serve()
    screen = open_chat(size=PHONE)
    page = screen.page
    page.goto(site.origin)
    button = page.get_by_role("button", name="Write to us")
    button.click()
    frame = page.frame_locator("iframe")
    frame.locator("#text").fill("from the ministry's page")
    frame.locator("#send").click()
    expect(frame.locator(".state.sent")).to_have_count(1)
    assert InboundMessage.objects.get().body == "from the ministry's page"
    assert screen.overflow() <= 0

    frame.get_by_role("button", name="Minimise").click()
    expect(button).to_be_focused()
    send_to(listed, "an answer")
    expect(page.get_by_role("button", name="Write to us (1)")).to_be_visible(timeout=70_000)
    button.click()
    expect(frame.get_by_text("an answer")).to_be_visible()
    frame.get_by_role("button", name="Leave").click()
    expect(page.locator("iframe")).to_have_count(0)
    button.click()
    expect(frame.locator("#text")).to_be_visible()
    expect(frame.locator(".bubble")).to_have_count(0)
    assert not screen.context.cookies()


def test_a_site_that_is_not_listed_gets_a_way_out_and_no_frame(
    serve: Serve, open_chat: OpenChat, chat: Channel, site: Site
) -> None:
    serve()
    screen = open_chat()
    page = screen.page
    page.clock.install()
    page.goto(site.origin)
    page.get_by_role("button", name="Write to us").click()
    until(lambda: page.title() and any("frame-ancestors" in said for said in screen.complaints))
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("link", name="Open in a page of its own")).to_be_visible()
    expect(page.locator("iframe")).to_be_hidden()
    assert not any("/chat/" in frame.url for frame in page.frames)
    screen.complaints.clear()


@pytest.mark.parametrize("path", ["/accounts/login/", "/", "/simulator/", "/admin/"])
def test_the_officers_site_is_framed_by_nobody(
    serve: Serve, open_chat: OpenChat, listed: Channel, site: Site, port: int, path: str
) -> None:
    serve()
    site.page = FRAMES.format(ours=f"http://127.0.0.1:{port}", path=path)
    screen = open_chat()
    screen.page.goto(site.origin)
    until(lambda: any("frame-ancestors" in text for text in screen.complaints))
    screen.complaints.clear()
