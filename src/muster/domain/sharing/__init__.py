"""Sharing with a state: who is shown what, and how small numbers are kept from telling of a person."""
