"""Effort after the fact: what was confirmed of it, and what payroll charged beside what happened."""
