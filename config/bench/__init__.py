"""How much the intake takes: many writers, real processes, and a count of what was lost."""
