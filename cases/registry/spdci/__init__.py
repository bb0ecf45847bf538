"""A social registry elsewhere, asked over HTTP in the shape of the SPDCI standard."""
