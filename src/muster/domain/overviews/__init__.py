"""Many people at a glance: the roster, today, the gaps, the years of one person."""
