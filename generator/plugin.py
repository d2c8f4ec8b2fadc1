"""Owns the MkDocs events and nothing else. The only importer of mkdocs.

The gate stands before MkDocs touches the output: a report with an error leaves the last
good site as it was. ``PluginError`` is the only exception let out for a fault of content.
"""

from __future__ import annotations

import logging
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator import console, corpus, schema
from generator.dataset import LICENCE, publisher
from generator.exports.files import files as downloads
from generator.pages.assets import theme_folder
from generator.pages.downloads import Downloads
from generator.pages.site import pages
from generator.review import baseline
from generator.settings import Settings, today

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.pages.page import Page

_log = logging.getLogger("mkdocs.plugins.jixiao")


class ReadyPage(MkDocsPage):
    """A page whose body is ready HTML; nothing of it goes through Markdown."""

    def __init__(self, jx: Page, file: File, config: MkDocsConfig) -> None:
        self.jx = jx
        # The theme prints titles unescaped, so they are escaped here, at our boundary.
        super().__init__(escape(jx.title), file, config)
        if jx.published:
            self.update_date = jx.published.isoformat()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """There is no source: what Markdown and front matter would give is known."""
        self.markdown = ""
        self.meta = {"description": escape(self.jx.description)}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """The body as our templates made it."""
        self.content = self.jx.body
        entries = [AnchorLink(escape(s.title), s.anchor, 2) for s in self.jx.sections]
        self.toc = TableOfContents(entries)
        self.present_anchor_ids = {section.anchor for section in self.jx.sections}
        self.links_to_anchors = {}


class JixiaoConfig(Config):
    """The plugin has no options yet: what it needs stands in ``mkdocs.yml`` already."""


class JixiaoPlugin(BasePlugin[JixiaoConfig]):
    """Checks the reports below ``docs_dir`` and makes a page of each."""

    def __init__(self) -> None:
        self._portal: corpus.Portal | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts our templates behind the site's own and before the theme's."""
        ours = str(theme_folder())
        if ours not in config.theme.dirs:
            own = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(own, ours)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """The gate: any error-level finding ends the build before anything is written."""
        outcome = _outcome(config)
        if outcome.failed:
            raise PluginError("\n" + console.text(outcome))
        _log.info(console.summary(outcome))
        self._portal = outcome.portal

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Content files are data, never published as they lie; our pages take their place."""
        if self._portal is None:
            return files
        for file in [f for f in files if f.src_dir == config.docs_dir]:
            files.remove(file)
        owner = publisher(config.site_name, config.extra.get(LICENCE))
        made = downloads(self._portal, owner, _settings(config).root)
        offer = Downloads({path: len(content) for path, content in made.items()}, owner)
        for page in pages(self._portal, today(), offer, map(Path, config.theme.dirs)):
            files.append(_file(page, config))
        for path, content in made.items():
            files.append(File.generated(config, path, content=content))
        for name, text in schema.documents().items():
            files.append(File.generated(config, f"schema/{name}", content=text))
        return files


def _outcome(config: MkDocsConfig) -> console.Outcome:
    start = time.monotonic()
    settings = _settings(config)
    assessments = corpus.assess_all(corpus.folders(settings.content), settings)
    portal = baseline.applied(corpus.portal(assessments, settings), settings)
    seconds = f"{time.monotonic() - start:.1f}"
    return console.Outcome(portal, console.file_lines(settings.root), seconds)


def _settings(config: MkDocsConfig) -> Settings:
    content = Path(config.docs_dir)
    root = Path(config.config_file_path).parent if config.config_file_path else content.parent
    return Settings(root, content, today())


def _file(page: Page, config: MkDocsConfig) -> File:
    uri = f"{page.address}/index.md" if page.address else "index.md"
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = ReadyPage(page, file, config)
    return file
