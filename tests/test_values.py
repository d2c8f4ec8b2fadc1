"""The base of frozen values does what typing's does."""

from __future__ import annotations

import pickle
from typing import NamedTuple as Typing

import pytest

from generator import values


class Ours(values.NamedTuple):
    """A value."""

    first: int
    second: str = "二"

    @property
    def doubled(self) -> int:
        """Twice."""
        return self.first * 2


class Theirs(Typing):
    """A value."""

    first: int
    second: str = "二"

    @property
    def doubled(self) -> int:
        """Twice."""
        return self.first * 2


def test_it_is_made_and_shown_alike() -> None:
    assert tuple(Ours(1)) == tuple(Theirs(1)) == (1, "二")
    assert repr(Ours(first=1)) == repr(Theirs(1)).replace("Theirs", "Ours")
    assert Ours(2)._replace(second="x").doubled == Theirs(2).doubled
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__doc__ == Theirs.__doc__
    assert Ours.__module__ == Theirs.__module__


def test_it_is_frozen_and_complete() -> None:
    with pytest.raises(AttributeError):
        Ours(1).first = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        Ours()  # type: ignore[call-arg]


def test_it_goes_through_a_file() -> None:
    assert pickle.loads(pickle.dumps(Ours(1))) == Ours(1)  # noqa: S301  our own bytes
