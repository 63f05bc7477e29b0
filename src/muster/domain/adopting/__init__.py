"""Packs: published by an authority, adopted by a program, compared with a parent's."""
