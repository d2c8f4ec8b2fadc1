"""The JSON Schemas for editors: committed, current, and right about the shipped data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator import schema

CONTENT = Path(__file__).parents[1] / "content"
FOLDER = CONTENT / ".schema"
LOCAL_RULES = sorted(CONTENT.glob("*/rules.yml"))
REPORTS = sorted(CONTENT.rglob("report.yml"))
PROJECTS = sorted(CONTENT.glob("*/*/*/projects/*.yml"))


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core types, as language servers read them: no dates, no yes and no."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=CoreLoader)


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(schema.documents()))
def test_committed_schema_is_current_and_valid_draft_7(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == schema.documents()[name], "run: jixiao schema"
    jsonschema.Draft7Validator.check_schema(read(name))


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: str(p.relative_to(CONTENT)))
def test_editor_accepts_every_shipped_report(path: Path) -> None:
    jsonschema.validate(load(path), read("report.json"))


@pytest.mark.parametrize("path", PROJECTS, ids=lambda p: str(p.relative_to(CONTENT)))
def test_editor_accepts_every_shipped_project(path: Path) -> None:
    jsonschema.validate(load(path), read("project.json"))


@pytest.mark.parametrize("path", LOCAL_RULES, ids=lambda p: str(p.relative_to(CONTENT)))
def test_editor_accepts_every_shipped_rule(path: Path) -> None:
    jsonschema.validate(load(path), read("rules.json"))


@pytest.mark.parametrize(
    "path", [*REPORTS, *PROJECTS, *LOCAL_RULES], ids=lambda p: str(p.relative_to(CONTENT))
)
def test_first_line_points_at_the_schema(path: Path) -> None:
    first = path.read_text("utf-8").split("\n")[0]
    marker, _, target = first.partition("$schema=")
    assert marker == "# yaml-language-server: "
    assert (path.parent / target).resolve().parent == FOLDER


def test_editor_refuses_a_misspelt_word() -> None:
    report = load(REPORTS[0])
    report["自评表"]["年度预算申请"]["全年执行"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, read("report.json"))


def test_editor_explains_a_word_in_chinese() -> None:
    fields = read("report.json")["properties"]["表式"]
    assert fields["title"] == "表式"
    assert "hunan-2024" in fields["enum"]
