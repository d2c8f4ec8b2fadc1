"""Owns the checks across reports: of one unit's years, of one department, of one region."""
