"""The measurement at a small size: nothing lost, nothing doubled, the clocks right."""

import json
import subprocess
import sys

import pytest

from cases.models import Case, Clock
from channels_app.models import Channel, InboundMessage
from config.bench import tally
from config.env import ROOT
from workflows.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("writers", [8, 32])
def test_concurrent_writers_lose_nothing_and_double_nothing(
    process_environment: dict[str, str], officer: Officer, writers: int
) -> None:
    command = [sys.executable, "manage.py", "bench_intake", "--here", "--json"]
    size = ["--writers", str(writers), "--messages", "64", "--raw-seconds", "0.2"]
    done = subprocess.run(
        command + size,
        cwd=ROOT,
        env=process_environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert (report["accepted"], report["lost"], report["doubled"]) == (64, 0, 0)
    assert (report["cases"], report["wrong_clocks"]) == (64, 0)
    assert report["accepted_per_s"] > 0
    assert report["paths_per_s"] > 0
    assert report["raw_commits_per_s"] > 0
    # Counted here once more, without the bench's own words.
    assert Case.objects.count() == 64
    bench = Channel.objects.get(name="Bench")
    assert InboundMessage.objects.filter(channel=bench, state="done").count() == 64


def test_the_tally_sees_what_was_lost_and_a_clock_too_few(officer: Officer, case: Case) -> None:
    contact = case.parties.get().person.contact
    assert contact
    channel = contact.channel
    InboundMessage.objects.create(
        channel=channel, provider_id="stored", sender="+85512000001", sender_hash="x"
    )
    found = tally.count(channel, accepted={"stored", "never stored"})
    assert found.lost == 2, "one row in no thread, one message without a row"
    Clock.objects.filter(case=case, metric="acknowledge").update(state="cancelled")
    from cases.models import ThreadMessage

    message = InboundMessage.objects.get()
    ThreadMessage.objects.create(case=case, contact=contact, inbound=message)
    assert tally.count(channel, accepted={"stored"}).wrong_clocks == 1
