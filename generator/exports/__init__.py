"""Owns downloads: Assessments become bytes of CSV and JSON, the same on every machine.

Must know neither HTML nor MkDocs. What a column means stands in ``dataset``.
"""
