"""The figures as CSV that no spreadsheet mistakes for a formula."""

import csv
import io
from dataclasses import fields
from typing import Final

from cases.queries.monitoring import Figures, Sheet

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
SHARES: Final = ("agency_share", "person_share", "first_contact_share")
COLUMNS: Final = [field.name for field in fields(Figures)]


def as_csv(sheet: Sheet) -> str:
    """Write every line of the sheet; durations stay in seconds, shares in percent.

    The mark at the start lets spreadsheets read Khmer as UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["as_of", "matters", *COLUMNS, *SHARES])
    for matters, cuts in (("complaints", sheet.complaints), ("enquiries", sheet.enquiries)):
        for rows in cuts.values():
            for row in rows:
                values = [getattr(row, name) for name in (*COLUMNS, *SHARES)]
                writer.writerow([sheet.as_of.isoformat(), matters, *map(safe, values)])
    return "\ufeff" + out.getvalue()


def safe(value: object) -> str:
    """Give a cell's text; a text that would start a formula starts with a quote mark."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
