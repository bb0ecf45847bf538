"""The processes: web, worker, and the trial that is both."""
