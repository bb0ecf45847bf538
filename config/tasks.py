"""Housekeeping that no app owns: dead workers' jobs, old sessions, old failed sign-ins."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from procrastinate import JobContext
from procrastinate.contrib.django import app

from timekeeping.now import now

KEEP_FAILED_SIGN_INS = timedelta(days=30)


@app.periodic(cron="* * * * *")
@app.task(name="config.retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of a worker that died to another one; nobody else would."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="config.forget_old_sessions", queueing_lock="forget_old_sessions")
def forget_old_sessions(timestamp: int) -> None:
    """Remove sessions that have run out, and failed sign-ins that nobody asks about any more."""
    Session.objects.filter(expire_date__lt=now()).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now() - KEEP_FAILED_SIGN_INS).delete()
