"""Bringing lists in: households and payments from CSV and XLSX, all or nothing, row by row."""
