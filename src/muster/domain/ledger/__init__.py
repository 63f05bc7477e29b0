"""The ledger: what each act commits to, and how it is proved."""
