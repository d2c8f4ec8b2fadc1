"""Owns the base of all frozen values: ``NamedTuple`` as typing has it, made four times faster.

``typing.NamedTuple`` compiles the annotation of every field when a class is made, which takes a
clerk longer, for the hundred values here, than to read a report. Must not know any value.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  exported
else:

    class _Maker(type):
        """Makes a tuple class of the annotated fields, with the methods of the class body."""

        def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(  # noqa: PYI024  it is what stands in for it
                name, fields, defaults=defaults, module=body["__module__"]
            )
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """The base of a frozen value: fields by annotation, defaults by assignment."""
