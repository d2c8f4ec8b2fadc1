"""Owns the words in which a file of rules gives a level to one of them."""

from __future__ import annotations

from enum import Enum

from generator.findings import Severity


class Level(Enum):
    """The level of a rule, in the words of a form or of a region's own rules."""

    ERROR = "错误"
    WARNING = "提醒"
    INFO = "说明"

    @property
    def severity(self) -> Severity:
        """The same, for findings."""
        return {"错误": Severity.ERROR, "提醒": Severity.WARNING, "说明": Severity.INFO}[self.value]
