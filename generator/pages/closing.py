"""Owns the end of a narrative as official documents set it: the list of annexes, who signed, when.

Works on the safe HTML of the text, and only puts a frame around what stands there.
"""

from __future__ import annotations

import re

_LINE = r"<p>(?:(?!</p>).)*</p>"
_ANNEXES = re.compile(rf"<p>附件：\s*1(?:(?!</p>).)*</p>(?:\s*(?=<p>\d+\S){_LINE})+")
_LAST_TWO = re.compile(rf"({_LINE})\s*({_LINE})\s*\Z")
_DATE = re.compile(
    r"[\d〇一二三四五六七八九]{4}年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日"
)
_SENTENCE = re.compile(r"[。；，：:;,]")


def closed(html: str) -> str:
    """``html`` with a frame around the annexes, that they align, and one around the signature."""
    return _signed(_ANNEXES.sub(r'<div class="jx-annexes">\g<0></div>', html))


def _signed(html: str) -> str:
    """The last two lines in one frame where they are a name and a date."""
    last = _LAST_TWO.search(html)
    if not last or not _DATE.fullmatch(_text(last[2])) or _SENTENCE.search(_text(last[1])):
        return html
    return f'{html[: last.start()]}<div class="jx-sign">{last[0].rstrip()}</div>'


def _text(html: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", html)
