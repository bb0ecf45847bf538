"""The trial's made-up world: log-ins, months of cases, and the main job told step by step."""
