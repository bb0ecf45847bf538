"""The action server as it is started beside a Rasa server: on this machine, and discreet."""

import subprocess
import sys
from pathlib import Path

import httpx

from config.env import ROOT
from tests.conformance import servers


def test_the_actions_are_found_without_django() -> None:
    told = "import bot.actions, sys; print('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_server_is_for_this_machine_alone_and_sends_no_request_back(tmp_path: Path) -> None:
    port = servers.free_port()
    url = f"http://127.0.0.1:{port}"
    # The shell's setting, if any, must not decide the test.
    command = ["env", "-u", "SANIC_HOST", sys.executable, "-m", "rasa_sdk"]
    command += ["--actions", "bot.actions", "--port", str(port)]
    log = tmp_path / "actions.log"
    with servers.running(command, f"{url}/health", log=log):
        assert listens_at(port) == {"127.0.0.1"}
        broken = {"next_action": "action_nobody", "words": "a person's words"}
        answer = httpx.post(f"{url}/webhook", json=broken, trust_env=False)
        assert answer.status_code >= 400
        assert "person" not in answer.text
        answer = httpx.post(f"{url}/webhook", content=b'["a person"', trust_env=False)
        assert answer.status_code >= 400
        assert "person" not in answer.text
    assert "person" not in log.read_text("utf-8")


def listens_at(port: int) -> set[str]:
    """Say on which addresses this machine listens on a port."""
    found = set()
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        address, _colon, number = local.partition(":")
        if state == "0A" and int(number, 16) == port:
            found.add(".".join(str(byte) for byte in reversed(bytes.fromhex(address))))
    return found
