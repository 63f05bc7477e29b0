"""Rows to domain values and back; the only SQL."""
