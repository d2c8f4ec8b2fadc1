"""Owns the checks: one module per family, one decorated generator function per rule.

``core`` has the decorator and the ways to answer; ``text`` has the checks of the narrative,
``reports`` those that need several reports. A rule gets a case and yields answers; it
never reads files, never handles lines or columns, and never formats a number for a page.
"""
