"""Accounts: signing in, and what is handed out instead of a password."""
