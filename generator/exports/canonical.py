"""Owns how a document becomes JSON that is the same byte for byte everywhere (RFC 8785).

Keys in order, nothing between the tokens. Amounts are strings, so that no reader loses a digit;
the only numbers are counts.
"""

from __future__ import annotations

import json
from typing import Any


def canonical(document: dict[str, Any]) -> bytes:
    """The one way to write ``document``, whose keys are ASCII and whose numbers are integers."""
    text = json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()
