"""Policy: lifecycle, routing, SLA, catalogue and officers. Imports nothing of ours but the clock."""
