"""Owns ``datapackage.json``: what Frictionless Data Package v1 says of the site's tables."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from generator.dataset import MISSING, REPORT, REPORTS, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.dataset import Column, Publisher, Table


def package(contents: Mapping[str, bytes], publisher: Publisher) -> dict[str, Any]:
    """The descriptor; ``contents`` are the CSVs by file name."""
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "jixiao",
        "description": "预算部门绩效自评：每份报告的数字、指标、得分和核对结果。",
        "resources": [_resource(table, contents[table.file]) for table in TABLES],
    }
    if publisher.title:
        document["title"] = publisher.title
    if licence := publisher.licence:
        stated = {key: value for key, value in licence._asdict().items() if value}
        document["licenses"] = [stated]
    return document


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\r\n",
            "header": True,
            "csvddfVersion": "1.2",
        },
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": list(MISSING),
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table is not REPORTS:
        reference = {"resource": REPORTS.name, "fields": REPORT}
        schema["foreignKeys"] = [{"fields": REPORT, "reference": reference}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.name,
        "type": column.kind.value,
        "description": column.meaning,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.options:
        field["constraints"] = {"enum": list(column.options)}
    return field
