"""Many files: discovery, statuses, the run's report."""
