"""Owns which files a site offers for download, and puts each together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.dataset import (
    FACTS,
    FINDINGS,
    FOLDER,
    INDICATORS,
    PACKAGE,
    PUBLICATION,
    REPORTS,
)
from generator.exports.canonical import canonical
from generator.exports.document import report_document
from generator.exports.facts import fact_rows
from generator.exports.findings import finding_rows
from generator.exports.indicators import indicator_rows
from generator.exports.package import package
from generator.exports.publication import publication_rows
from generator.exports.reports import report_row
from generator.exports.subject import subjects
from generator.exports.table import csv_bytes, joined

if TYPE_CHECKING:
    from pathlib import Path

    from generator.corpus import Portal
    from generator.dataset import Publisher


def files(portal: Portal, publisher: Publisher, root: Path) -> dict[str, bytes]:
    """Every download by its path below the site: those of each report, then the site's.

    ``root`` is what the names of the content files are relative to.
    """
    reports = tuple(subjects(portal))
    facts = [csv_bytes(FACTS, fact_rows(subject)) for subject in reports]
    indicators = [csv_bytes(INDICATORS, indicator_rows(subject)) for subject in reports]
    made = {}
    for subject, own_facts, own_indicators in zip(reports, facts, indicators, strict=True):
        folder = f"{subject.address}/{FOLDER}"
        made[f"{folder}/report.json"] = canonical(report_document(subject, root))
        made[f"{folder}/{FACTS.file}"] = own_facts
        made[f"{folder}/{INDICATORS.file}"] = own_indicators
    tables = {
        REPORTS.file: csv_bytes(REPORTS, map(report_row, reports)),
        PUBLICATION.file: csv_bytes(PUBLICATION, publication_rows(portal)),
        FACTS.file: joined(FACTS, facts),
        INDICATORS.file: joined(INDICATORS, indicators),
        FINDINGS.file: csv_bytes(FINDINGS, finding_rows(portal, reports)),
    }
    made |= {f"{FOLDER}/{name}": content for name, content in tables.items()}
    made[f"{FOLDER}/{PACKAGE}"] = canonical(package(tables, publisher))
    return made
