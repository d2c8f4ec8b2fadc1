"""Owns how rows become CSV that spreadsheets and programs read alike.

UTF-8 with a mark that tells spreadsheets so, CRLF as in RFC 4180. A text that a spreadsheet
would take for a formula gets an apostrophe in front; numbers are never touched.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from generator.dataset import FORMULA_STARTS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.dataset import Table

    Row = dict[str, str]

_NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)


def csv_bytes(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows under the names of the columns; a row has a value for each of them."""
    columns = [(column.name, column.kind is Kind.TEXT) for column in table.columns]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([name for name, _ in columns])
    writer.writerows(
        [guarded(row[name]) if is_text else row[name] for name, is_text in columns] for row in rows
    )
    return written.getvalue().encode("utf-8-sig")


def joined(table: Table, parts: Iterable[bytes]) -> bytes:
    """Several CSVs of ``table`` as one."""
    head = csv_bytes(table, ())
    return head + b"".join(part.removeprefix(head) for part in parts)


def guarded(text: str) -> str:
    """``text`` so that no spreadsheet runs it; a plain negative number is no formula."""
    risky = text.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def plain_text(text: str) -> str:
    """What stood there before ``guarded``: for who reads the file back."""
    return text.removeprefix("'")
