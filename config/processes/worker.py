"""The worker process: the inbox, the outbox, the cases' news, and the background jobs."""

import argparse
import asyncio
import signal
from pathlib import Path

from config.processes import starting
from config.processes.loops import Loop, Running

JOBS_AT_ONCE = 2
# Stopping waits this long for a job before it is left for another worker to retry.
FAREWELL_S = 20.0
PULSE_S = 5.0


def loops() -> tuple[Loop, ...]:
    """Name every queue that this process works on."""
    # Imported here: a model can be imported only once Django is set up.
    import bot.worker
    import cases.worker
    import channels_app.worker
    from bot.nlu.classifier import classifier

    # No message waits for the weights to be read, or to be learned on the first start.
    classifier()

    return (
        Loop("inbox", bot.worker.run_once),
        Loop("outbox", channels_app.worker.run_once),
        Loop("hearing", cases.worker.hear),
        Loop("deadlines", cases.worker.watch, idle_s=5),
    )


async def work(stopping: asyncio.Event, *, pulse: Path | None = None) -> None:
    """Run the loops and the jobs until told to stop; touch `pulse` while no loop is stuck."""
    running = Running(loops())
    running.start()
    jobs = asyncio.create_task(_jobs())
    beat = asyncio.create_task(_beat(running, pulse))
    told = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({jobs, beat, told}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (told, beat, jobs):
            task.cancel()
        ends = await asyncio.gather(jobs, beat, told, return_exceptions=True)
        await asyncio.to_thread(running.stop)
    for end in ends:
        # Ended by itself: something is broken, and the process must say so.
        if isinstance(end, Exception):
            raise end


async def _beat(running: Running, pulse: Path | None) -> None:
    while True:
        if pulse and not running.stuck():
            await asyncio.to_thread(pulse.touch)
        await asyncio.sleep(PULSE_S)


async def _jobs() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    if not isinstance(app.connector, DjangoConnector):
        raise TypeError(app.connector)
    # Not replace_connector: in the trial the site defers from this same process, and must go on
    # doing so through Django's connection, in the transaction of the row that the job serves.
    worker_app = app.with_connector(app.connector.get_worker_connector())
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            concurrency=JOBS_AT_ONCE,
            fetch_job_polling_interval=1,  # A notification was missed now and then.
            install_signal_handlers=False,
            shutdown_graceful_timeout=FAREWELL_S,
            delete_jobs="successful",
        )


async def _until_signalled(pulse: Path | None) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    await work(stopping, pulse=pulse)


def main() -> None:
    """Start the worker process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pulse", type=Path, help="a file to touch while every loop is well")
    arguments = parser.parse_args()
    starting.prepare()
    asyncio.run(_until_signalled(arguments.pulse))


if __name__ == "__main__":
    main()
