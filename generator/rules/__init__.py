"""Owns the checks: one module per family, one decorated generator function per rule.

``core`` has the decorator and the ways to answer. A rule gets a case and yields answers; it
never reads files, never handles lines or columns, and never formats a number for a page.
"""
