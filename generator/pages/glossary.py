"""Owns the page of words: every item of the forms, as the model explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.facts import Scope, Stage
from generator.model.glossary import SPECIMEN_YEAR, glossary
from generator.pages.environment import Draft, drafted
from generator.pages.page import Link, Page, Section

if TYPE_CHECKING:
    from generator.model.facts import Key
    from generator.model.glossary import Chapter, Group

GLOSSARY = Link("glossary", "名词")


@dataclass(frozen=True, slots=True)
class Line:
    """A word: what it means, what is written there, and as what its number is compared."""

    word: str
    meaning: str
    unit: str
    compared: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """Words that stand together; ``title`` is blank where the chapter's says it already."""

    title: str
    meaning: str
    place: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """One form or block of a data file; ``compared`` if any of its numbers is compared as such."""

    anchor: str
    title: str
    file: str
    groups: tuple[GroupView, ...]
    compared: bool

    @property
    def width(self) -> int:
        """How many columns its table has."""
        return 4 if self.compared else 3


def glossary_page() -> Draft:
    """The one page of words; it is the same on every site."""
    chapters = tuple(_chapter(number, chapter) for number, chapter in enumerate(glossary(), 1))
    page = Page(
        address=GLOSSARY.address,
        title="名词",
        body="",
        description="表上每一项是什么意思、用什么单位、填在哪里，金额按哪种口径和阶段核对。",
        kind="glossary",
        sections=(
            Section("scopes", "口径和阶段"),
            *(Section(chapter.anchor, chapter.title) for chapter in chapters),
        ),
        trail=(Link("", "首页"), GLOSSARY),
    )
    return drafted(
        page,
        "glossary",
        scopes=[(scope.value, scope.meaning) for scope in Scope],
        stages=[(stage.value, stage.meaning) for stage in Stage],
        chapters=chapters,
    )


def _chapter(number: int, chapter: Chapter) -> ChapterView:
    return ChapterView(
        anchor=f"c{number}",
        title=chapter.title,
        file=chapter.file,
        groups=tuple(_group(group, chapter) for group in chapter.groups),
        compared=any(term.key for group in chapter.groups for term in group.terms),
    )


def _group(group: Group, chapter: Chapter) -> GroupView:
    lines = (Line(t.word, t.meaning, t.unit, _compared(t.key)) for t in group.terms)
    title = "" if group.title == chapter.title else group.title
    meaning = group.meaning.removeprefix(group.title).lstrip("：，；。")
    return GroupView(title, meaning, _place(group.path), tuple(lines))


def _place(path: str) -> str:
    """``自评表·绩效指标·（一级）·（二级）``: the path, with words for what stands in the way."""
    words = path.removesuffix("[*]").replace("*.*", "（一级指标）.（二级指标）")
    return words.replace(".", "·")


def _compared(key: Key | None) -> str:
    if key is None:
        return ""
    before = "（上年）" if key.year and key.year < SPECIMEN_YEAR else ""
    return f"{key.scope.value}，{key.stage.value}{before}"
