"""The worker process: the inbox, the outbox, the cases' news, and the background jobs."""

import asyncio
import signal

from config.processes import starting
from config.processes.loops import Loop, Running

JOBS_AT_ONCE = 2
# Stopping waits this long for a job before it is left for another worker to retry.
FAREWELL_S = 20.0


def loops() -> tuple[Loop, ...]:
    """Name every queue that this process works on."""
    # Imported here: a model can be imported only once Django is set up.
    import bot.worker
    import cases.worker
    import channels_app.worker

    return (
        Loop("inbox", bot.worker.run_once),
        Loop("outbox", channels_app.worker.run_once),
        Loop("hearing", cases.worker.hear),
        Loop("deadlines", cases.worker.watch, idle_s=5),
    )


async def work(stopping: asyncio.Event) -> None:
    """Run the loops and the jobs until told to stop."""
    running = Running(loops())
    running.start()
    jobs = asyncio.create_task(_jobs())
    told = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({jobs, told}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        jobs.cancel()
        await asyncio.gather(jobs, told, return_exceptions=True)
        await asyncio.to_thread(running.stop)
    if not stopping.is_set():
        # The jobs ended by themselves: something is broken, and the process must say so.
        jobs.result()


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


async def _until_signalled() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    await work(stopping)


def main() -> None:
    """Start the worker process."""
    starting.prepare()
    asyncio.run(_until_signalled())


if __name__ == "__main__":
    main()
