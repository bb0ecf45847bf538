"""The real web and worker processes on the tests' database, and people who use them."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx
from twilio.request_validator import RequestValidator

from channels_app.models import Channel
from tests.channels_app.twilio_webhooks import TOKEN, path_of, text_message
from tests.roles import PASSWORD

T = TypeVar("T")
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Site:
    """Where it serves; providers sign this address."""

    url: str
    channel: Channel
    browsers: list["Browser"] = field(default_factory=list)

    def text(self, sender: str, body: str) -> httpx.Response:
        """Deliver a person's text as Twilio does."""
        return self.post(path_of(self.channel), text_message(Body=body, From=sender))

    def report(self, message_sid: str, callback: str, status: str) -> httpx.Response:
        """Tell what became of a text of ours, at the address that came with it."""
        path = callback.removeprefix(self.url)
        return self.post(path, {"MessageSid": message_sid, "MessageStatus": status})

    def post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        signature = RequestValidator(TOKEN).compute_signature(self.url + path, fields)
        headers = {"X-Twilio-Signature": signature}
        return httpx.post(self.url + path, data=fields, headers=headers, trust_env=False)

    def sign_in(self, username: str) -> "Browser":
        """Open a browser and sign in."""
        browser = Browser(httpx.Client(base_url=self.url, follow_redirects=True, trust_env=False))
        self.browsers.append(browser)
        browser.fill("/accounts/login/", {"login": username, "password": PASSWORD})
        return browser


@dataclass(frozen=True)
class Browser:
    """A browser without scripts: it fills in forms with what is hidden in them."""

    client: httpx.Client

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def status(self, path: str) -> int:
        return self.client.get(path).status_code

    def fill(self, path: str, fields: dict[str, str]) -> str:
        """Post a page's form: its hidden fields as they stand, and ours."""
        page = self.page(path)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        answer = self.client.post(
            path, data=hidden | fields, headers={"Referer": str(self.client.base_url)}
        )
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-3000:])
        return answer.text


def eventually(question: Callable[[], T | None]) -> T:
    """Ask until there is an answer: the processes work at their own pace."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"It did not happen within {PATIENCE_S:.0f} s.")
