"""Policy: lifecycle, routing, SLA, catalogue, officers. Imports nothing of ours but the clock."""
