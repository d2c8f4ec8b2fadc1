"""Owns the JSON Schemas we publish: of the data files, for editors, and of `check`'s JSON.

Made from the model, so a hint in the editor and the reader of the file cannot contradict
each other. Draft-07, which YAML language servers read.
"""

from __future__ import annotations

import json
from typing import Any

from generator.findings import JSON_VERSION, Severity
from generator.forms import form
from generator.model import reading
from generator.model.baseline import Baseline
from generator.model.evaluation import Project
from generator.model.indicators import Indicator, Tree
from generator.model.local_rules import RECORDS, RuleFile, RuleList
from generator.model.register import Register
from generator.model.report import Report

_DRAFT = "http://json-schema.org/draft-07/schema#"
_BLANK = {"type": "null"}
_NUMBER = {"type": ["number", "string", "null"]}


def documents() -> dict[str, str]:
    """File name and text of every schema."""
    return {
        "report.json": _text(_data_file(Report, "绩效自评报告 report.yml")),
        "project.json": _text(_data_file(Project, "项目支出绩效自评表 projects/*.yml")),
        "units.json": _text(_data_file(Register, "单位名录 units.yml")),
        "rules.json": _text(_data_file(RuleFile, "地方规则 rules.yml")),
        "baseline.json": _text(_data_file(Baseline, "历史遗留 baseline.yml")),
        "check.json": _text(check()),
    }


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _data_file(record: type[reading.Record], title: str) -> dict[str, Any]:
    schema = _record(record)
    if "表式" in schema["properties"]:
        schema["properties"]["表式"] |= {"enum": list(form.names())}
    return {"$schema": _DRAFT, "title": title, **schema}


def _record(record: type[reading.Record]) -> dict[str, Any]:
    fields = reading.fields_of(record).values()
    schema: dict[str, Any] = {
        "type": "object",
        "description": (record.__doc__ or "").strip().partition("\n")[0],
        "properties": {item.word: _field(item) for item in fields},
        "additionalProperties": False,
    }
    required = [item.word for item in fields if item.required]
    return {**schema, "required": required} if required else schema


def _field(item: reading.Field) -> dict[str, Any]:
    schema = _kind(item.kind)
    notes = [text for text in (item.note, schema.get("description", "")) if text]
    return {**schema, "title": item.word, "description": "；".join(notes)} if notes else schema


def _kind(kind: object) -> dict[str, Any]:
    match kind:
        case reading.Part(record=record):
            return _or_blank(_record(record))
        case reading.Rows() | reading.Phrases() | RuleList():
            return _list(kind)
        case Tree():
            indicators = {"anyOf": [{"type": "array", "items": _record(Indicator)}, _BLANK]}
            groups = _or_blank({"type": "object", "additionalProperties": indicators})
            return {"type": "object", "additionalProperties": groups}
        case reading.Choice(options=options):
            return {"enum": [*(member.value for member in options), None]}
        case reading.Amount(unit=unit):
            return {**_NUMBER, "description": f"单位：{unit}；没有写“无此项”，未填留空"}
        case _:
            return _NUMBER


def _list(kind: reading.Rows | reading.Phrases | RuleList) -> dict[str, Any]:
    match kind:
        case reading.Rows(record=record):
            return {"anyOf": [{"type": "array", "items": _record(record)}, _none(), _BLANK]}
        case RuleList():
            return _or_blank({"type": "array", "items": {"anyOf": _rule_types()}})
        case _:
            return _or_blank({"type": "array", "items": _NUMBER})


def _rule_types() -> list[dict[str, Any]]:
    """Each type of a region's own rules, told apart by its word."""
    records = {kind.value: _record(record) for kind, record in RECORDS.items()}
    for word, schema in records.items():
        schema["properties"]["类型"] = {"const": word, "title": "类型"}
    return list(records.values())


def _none() -> dict[str, Any]:
    return {"enum": list(reading.NONE_WORDS)}


def _or_blank(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, _BLANK]}


def check() -> dict[str, Any]:
    """The schema of ``jixiao check --format json``."""
    text, text_or_null = {"type": "string"}, {"type": ["string", "null"]}
    position = {"file": text, "line": _count(), "column": _count()}
    waiver = _object({"reason": text, "role": text, "until": text, **position})
    finding = {
        "rule": {"type": "string", "pattern": "^[A-Z]\\d{3}$"},
        "name": text,
        "severity": {"enum": [level.value for level in Severity]},
        "report": text_or_null,
        **position,
        "message": text,
        "expected": text_or_null,
        "actual": text_or_null,
        "hint": text,
        "basis": text,
        "related": {"type": "array", "items": _object(position)},
        "waiver": {"anyOf": [waiver, _BLANK]},
    }
    counts = [*(level.value for level in Severity), "waived", "not_enough_data"]
    unchecked = _object({"rule": text, "report": text, "why": text})
    document = {
        "version": {"const": JSON_VERSION},
        "counts": _object({name: _count() for name in counts}),
        "findings": {"type": "array", "items": _object(finding)},
        "unchecked": {"type": "array", "items": unchecked},
    }
    return {"$schema": _DRAFT, "title": "jixiao check --format json", **_object(document)}


def _count() -> dict[str, Any]:
    return {"type": "integer", "minimum": 0}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
