"""The measurement of the register at a small size: the real command, four times."""

import json
import subprocess
import sys

from cases.models import RegisterHousehold, RegisterPayment
from config.env import ROOT


def test_the_lists_of_the_bench_come_in_whole(process_environment: dict[str, str]) -> None:
    words = [sys.executable, "manage.py", "bench_register", "--here", "--json", "--rows", "200"]
    done = subprocess.run(
        words, cwd=ROOT, env=process_environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    passes = json.loads(done.stdout)["passes"]
    assert [each["rows"] for each in passes] == [200] * 4
    assert all(0 < each["peak_mib"] < 1000 for each in passes)
    assert RegisterHousehold.objects.filter(is_listed=True).count() == 200
    assert RegisterPayment.objects.count() == 200
