"""Owns a text as its reader sees it: without signs of Markdown, lines of a paragraph joined.

What is typed apart may stand together on the page. Every character keeps its place in the file.
Must not know what anybody looks for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.narrative.phrases import HAN
from generator.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each begins with a sign of its own, so that the search runs over all others at once.
_UNSEEN = (
    r"\{=[^}\n]*\}"  # which figure a number repeats
    r"|<!--.*?-->|<[A-Za-z/][^>\n]*>"
    r"|\\(?=[!-/:-@\[-`{-~])"  # what follows is no sign
    r"|\*\**|___*|~~|``*"  # strong, struck out, code
    r"|\n(?<=\S\n)[ \t]*(?=\S)(?![#>|*+-]|\d+[.)、])"  # a paragraph goes on
    rf"| (?<={HAN} )[ \t]*(?={HAN})|\u3000(?<={HAN}\u3000)\u3000*(?={HAN})"
)
_MOST = 3  # a longer row of stars or strokes is meant to be seen: a masked number, a blank


class Read(NamedTuple):
    """The text as read; where each of its parts begins in it, and where in the file."""

    text: str
    starts: tuple[int, ...]
    typed: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From where up to where in the file a piece of the text as read was typed."""
        return self._typed(start), self._typed(end - 1) + 1

    def _typed(self, at: int) -> int:
        part = bisect_right(self.starts, at) - 1
        return self.typed[part] + at - self.starts[part]


@lru_cache(maxsize=1)
def _unseen() -> re.Pattern[str]:
    return re.compile(_UNSEEN, re.DOTALL)


def read(text: str) -> Read:
    """``text`` without what does not show."""
    parts = tuple(_parts(text))
    lengths = accumulate((end - start for start, end in parts), initial=0)
    seen = "".join(text[start:end] for start, end in parts)
    return Read(seen, tuple(lengths)[:-1], tuple(start for start, _ in parts))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _unseen().finditer(text):
        if len(match[0]) > _MOST and match[0][0] in "*_":
            continue
        if at < match.start():
            yield at, match.start()
        at = match.end()
    yield at, len(text)
