"""`manage.py demo` as a new user meets it: the story, the log-ins, and an end without a trace."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cases.models import Case
from config.bench.processes import free_port
from config.env import ROOT
from config.processes import trial
from workflows.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_demo_tells_the_main_job_and_stops_without_a_trace(
    process_environment: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = process_environment | {
        "SAMLENG_TRIAL_FOLDER": str(tmp_path),
        "PUBLIC_BASE_URL": address,
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "manage.py", "demo", "--port", str(port), "--made-up", "4"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        # A demo that hangs must not hang the tests.
        end = threading.Timer(90, demo.kill)
        end.start()
        lines = []
        for line in demo.stdout:
            lines.append(line.strip())
            if line.strip().startswith("admin"):
                demo.send_signal(signal.SIGINT)
        end.cancel()
    said = "\n".join(lines)
    assert demo.returncode == 0, said
    case = Case.objects.get(state="resolved", reference__in=said.replace("-", "").split())
    assert case.is_synthetic
    assert case.routed_because_en in said
    for line in ("-> 200", "the person's wait", "accepted", "parts of SMS, UCS-2", "Stopped;"):
        assert line in said
    assert f"{address}/simulator/?phone=" in said
    assert not trial.is_taken(port)
    # The log-ins that it printed work, and are this trial's alone.
    password = json.loads((tmp_path / "demo-password.json").read_text(encoding="utf-8"))
    assert password in said
    for officer in Officer.objects.filter(username__in=["desk", "focal", "monitor", "admin"]):
        assert officer.check_password(password)
    assert Officer.objects.filter(username__startswith="trial-", password__startswith="!").exists()
