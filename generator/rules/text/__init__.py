"""Owns the checks of the narrative: what it says, how it is built, what was left in it."""
