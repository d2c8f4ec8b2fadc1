"""Owns what readers see: Assessments become HTML page bodies. The only importer of jinja2.

Templates neither add nor compare; every number arrives here ready. Must not know MkDocs.
"""
