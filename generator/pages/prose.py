"""Owns narrative Markdown -> HTML: a small, closed subset in which nothing typed is lost.

Headings, paragraphs, tables, lists with ``-``, ``**bold**`` and links; everything else stands
as it was typed. Numbers before paragraphs are text and are never renumbered.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor, UListProcessor
from markdown.inlinepatterns import InlineProcessor, Pattern, SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from markdown.util import Registry

from generator.figures import Figure
from generator.model import naming
from generator.narrative.text import fill, unmarked
from generator.pages.closing import closed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown.blockparser import BlockParser

    from generator.model.naming import Named
    from generator.narrative.text import Narrative
    from generator.pages.bindings import TextLink

    Anchors = Callable[[Figure], str]

_TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "ul", "li", "strong", "a"}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}

# Marks around the number of a value, or around one of the text, while Markdown runs: content
# cannot hold them, because reading a file refuses these characters.
_OPEN, _MIDDLE, _CLOSE = "\ufff9", "\ufffa", "\ufffb"
_MARKED = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_LINKED = re.compile(f"{_OPEN}(\\d+){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")

_KIND = re.compile(r"((部门整体|项目)(支出)?)?(绩效)?自评报告(?=</h2>)")

# A sub-section this long is folded on screen: the duties of a department fill three pages.
_LONG, _MANY = 1200, 8
# The columns that a sheet has room for, upright.
_COLUMNS = 9
_TABLE = '<table class="jx-t">'


def prose(
    narrative: Narrative,
    values: Mapping[str, Named],
    anchors: Anchors,
    links: Sequence[TextLink] = (),
) -> str:
    """The narrative as safe HTML; its first heading level becomes ``h2``.

    ``links`` say where numbers of the text lead, ``anchors`` where those of ``values`` do.
    """
    named = list(values.values())
    marks = {name: f"{_OPEN}{number}{_CLOSE}" for number, name in enumerate(values)}
    marked = fill(unmarked(_with_links(narrative, links)), marks)
    html = nh3.clean(
        _lowered(_markdown().convert(marked.replace("&", "&amp;"))),
        tags=_TAGS | _TABLE_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    html = _MARKED.sub(lambda match: _value(named[int(match[1])], anchors), html)
    html = _LINKED.sub(lambda match: _link(links[int(match[1])], match[2]), html)
    return _framed_tables(_folded(closed(_unbroken_title(html))))


def _value(value: Named, anchors: Anchors) -> str:
    text = escape(naming.spoken(value))
    row = anchors(value) if isinstance(value, Figure) else ""
    return _leading(row, text) if row else text


def _leading(href: str, html: str, kind: str = "jx-n") -> str:
    return f'<a class="{kind}" href="{escape(href)}">{html}</a>'


def _link(link: TextLink, html: str) -> str:
    return _leading(link.href, html, "jx-gap" if link.told else "jx-n")


def _with_links(narrative: Narrative, links: Sequence[TextLink]) -> str:
    """The text with marks around the numbers that lead anywhere, but in links of its own."""
    lines = list(narrative.lines)
    from_the_end = sorted(enumerate(links), key=lambda item: item[1].start, reverse=True)
    for number, link in from_the_end:  # so that none moves
        line = lines[link.line - 1]
        if not any(link.start in range(*m.span()) for m in re.finditer(_Links.SHAPE, line)):
            text = f"{_OPEN}{number}{_MIDDLE}{line[link.start : link.end]}{_CLOSE}"
            lines[link.line - 1] = f"{line[: link.start]}{text}{line[link.end :]}"
    return "\n".join(lines)


def _lowered(html: str) -> str:
    """Headings one level down: the page has a title of its own."""
    return re.sub(
        r"<(/?)h([1-6])>", lambda match: f"<{match[1]}h{min(int(match[2]) + 1, 6)}>", html
    )


def _unbroken_title(html: str) -> str:
    """The words for the kind of document stay on one line of the title."""
    return _KIND.sub(r'<wbr><span class="jx-nb">\g<0></span>', html)


def _folded(html: str) -> str:
    """Long sub-sections of many paragraphs behind a summary; paper shows them in full."""
    parts = re.split(r"(?=<h[2-6]>)", html)
    return "".join(_fold(part) for part in parts)


def _fold(part: str) -> str:
    paragraphs = part.count("<p>")
    if not part.startswith("<h4>") or paragraphs < _MANY or len(part) < _LONG:
        return part
    heading, end, text = part.partition("</h4>")
    fold = f'<details class="jx-more"><summary>共{paragraphs}段，展开全文</summary><div>'
    return f"{heading}{end}\n{fold}{text.strip()}</div></details>\n"


def _framed_tables(html: str) -> str:
    """Tables of a narrative may be wide: they scroll in a frame that keyboards reach.

    On paper, one that is too wide for a sheet stands on one that is turned sideways.
    """
    return re.sub("<table>.*?</table>", lambda match: _framed(match[0]), html, flags=re.DOTALL)


def _framed(table: str) -> str:
    wide = " jx-wide" if table.count("<th>") > _COLUMNS else ""
    frame = f'<div class="jx-scroll{wide}" tabindex="0" role="region" aria-label="正文表格">'
    return f"{frame}{table.replace('<table>', _TABLE, 1)}</div>"


def _markdown() -> Markdown:
    """Python-Markdown with all but our subset left out."""
    markdown = Markdown(extensions=["tables"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    blocks: Registry[BlockProcessor] = Registry()
    old = markdown.parser.blockprocessors
    blocks.register(old["empty"], "empty", 100)
    blocks.register(old["indent"], "indent", 90)
    blocks.register(_Headings(markdown.parser), "headings", 70)
    blocks.register(old["table"], "table", 60)
    blocks.register(_Bullets(markdown.parser), "bullets", 30)
    blocks.register(old["paragraph"], "paragraph", 10)
    markdown.parser.blockprocessors = blocks
    inline: Registry[Pattern] = Registry()
    inline.register(markdown.inlinePatterns["escape"], "escape", 180)
    inline.register(_Links(_Links.SHAPE, markdown), "link", 160)
    bold = SimpleTagInlineProcessor(r"(\*\*)(?!\s)(.+?)(?<!\s)\*\*", "strong")
    inline.register(bold, "bold", 60)
    markdown.inlinePatterns = inline
    markdown.treeprocessors.register(InlineTreeprocessor(markdown), "inline", 20)
    return markdown


class _Headings(HashHeaderProcessor):
    """``# `` with a space: what the checks call a heading too."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>[^\n]+)(?:\n|$)")


class _Bullets(UListProcessor):
    """Lists with ``-`` only: ``*`` and ``+`` occur in text, and ``1.`` must stay typed."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.RE = re.compile(r"^ {0,3}-[ ]+(.*)")
        self.CHILD_RE = re.compile(r"^ {0,3}((-))[ ]+(.*)")
        self.INDENT_RE = re.compile(r"^ {4,7}(-)[ ]+.*")


class _Links(InlineProcessor):
    """``[words](address)``, where the address is one."""

    SHAPE = r"\[([^\[\]\n]+)\]\((https?://[^\s()]+|[A-Za-z0-9_-]*[./#][A-Za-z0-9._/#-]*)\)"

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        link = Element("a", href=m[2])
        link.text = m[1]
        return link, m.start(0), m.end(0)
