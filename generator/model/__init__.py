"""Owns what a report says: one English name and one Chinese word per field.

The Chinese word is written once, in the field (``word``); reading, messages, table headings,
the JSON Schema for editors and the glossary all come from it. Must not know any form's
weights, any rule or any page.
"""
