"""Owns how a download is announced: its title, its format and its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.dataset import FOLDER, REPORT_FILES, SITE_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.dataset import File, Publisher

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Download:
    """A link to a file: ``整份报告（JSON，85 KB）``."""

    name: str
    title: str
    format: str
    size: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Downloads:
    """What can be downloaded: bytes by path below the site, and who publishes it."""

    sizes: Mapping[str, int]
    publisher: Publisher

    def of_report(self, address: str) -> tuple[Download, ...]:
        """The files of one report."""
        return tuple(self._made(f"{address}/{FOLDER}", REPORT_FILES))

    def of_site(self) -> tuple[Download, ...]:
        """The files about all reports."""
        return tuple(self._made(FOLDER, SITE_FILES))

    def _made(self, folder: str, files: Iterable[File]) -> Iterator[Download]:
        for file in files:
            bytes_ = self.sizes.get(f"{folder}/{file.name}")
            if bytes_ is not None:
                yield Download(file.name, file.title, file.format, size(bytes_), file.media_type)


def size(count: int) -> str:
    """``850 B``, ``12 KB``, ``1.2 MB``: rounded up, so that nobody is surprised."""
    if count < _KIB:
        return f"{count} B"
    if count < _KIB * _KIB:
        return f"{-(-count // _KIB)} KB"
    tenths = -(-count * 10 // (_KIB * _KIB))
    return f"{tenths // 10}.{tenths % 10} MB"
