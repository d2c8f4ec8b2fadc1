"""Owns what pages say of their data to machines: schema.org's Dataset, as JSON-LD.

The data page carries its description inside, safe for a ``<script>`` of data. A report's page
is kept light for phones, so its description lies beside its data and the page links to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2.utils import htmlsafe_json_dumps

from generator.dataset import FOLDER
from generator.pages.page import LinkedData

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.dataset import Licence, Publisher
    from generator.pages.downloads import Download
    from generator.pages.page import Page


_FILE = "dataset.jsonld"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a data set is about: its years and regions, and of one report, whose it is."""

    name: str
    description: str
    years: tuple[int, ...]
    places: tuple[str, ...]
    creator: str = ""
    number: str = ""


def of_report(
    page: Page, subject: Subject, downloads: Iterable[Download], publisher: Publisher
) -> LinkedData:
    """The data of one report, in a file beside them."""
    folder = f"{page.address}/{FOLDER}/"
    text = _dataset(page, subject, _files(downloads, folder, publisher), publisher)
    return LinkedData(text, f"{FOLDER}/{_FILE}")


def of_site(
    page: Page, subject: Subject, downloads: Iterable[Download], publisher: Publisher
) -> LinkedData:
    """The data of all reports, inside their page, which lies beside them."""
    files = _files(downloads, f"{FOLDER}/", publisher)
    return LinkedData(_dataset(page, subject, files, publisher))


def _dataset(
    page: Page, subject: Subject, files: list[dict[str, str]], publisher: Publisher
) -> str:
    document = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": subject.name,
        "description": subject.description,
        "url": publisher.address and f"{publisher.address}{page.address}/index.html",
        "identifier": subject.number,
        "inLanguage": "zh-CN",
        "temporalCoverage": _span(subject.years),
        "spatialCoverage": [{"@type": "Place", "name": name} for name in subject.places],
        "creator": _organization(subject.creator),
        "publisher": _organization(publisher.imprint.host),
        "license": _licence(publisher.licence),
        **_dates(page),
        "distribution": files,
    }
    return htmlsafe_json_dumps(
        {key: value for key, value in document.items() if value},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _span(years: tuple[int, ...]) -> str:
    """``2024``, or ``2022/2024``: years and intervals as ISO 8601 writes them."""
    return "/".join(str(year) for year in dict.fromkeys((min(years), max(years)))) if years else ""


def _organization(name: str) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": name} if name else None


def _licence(licence: Licence | None) -> str:
    """Its address, which says all of it, or else its name."""
    return licence.path or licence.name if licence else ""


def _dates(page: Page) -> dict[str, str]:
    published = page.article.published if page.article else None
    dates = {"datePublished": published, "dateModified": page.changed}
    return {key: day.isoformat() for key, day in dates.items() if day}


def _files(
    downloads: Iterable[Download], folder: str, publisher: Publisher
) -> list[dict[str, str]]:
    """The files in ``folder``; where the site's address is unknown, as seen from within it."""
    start = f"{publisher.address}{folder}" if publisher.address else ""
    return [
        {
            "@type": "DataDownload",
            "name": item.title,
            "contentUrl": f"{start}{item.name}",
            "encodingFormat": item.media_type,
            "contentSize": item.size,
        }
        for item in downloads
    ]
