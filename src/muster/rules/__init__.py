"""Requirement packs and their cases: files that people write, read strictly into the domain's values."""
