"""Owns the narrative of a report: its text with positions and the placeholders in it.

Must not know HTML, forms or rules.
"""
