"""Owns what an authority prescribes: weights, bands, methods, decimals, as dated YAML.

``form`` reads one; the YAML beside it is the data. Must not know any report.
"""
