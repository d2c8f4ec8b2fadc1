"""Owns the MkDocs events and nothing else. The only importer of mkdocs.

The gate stands before MkDocs touches the output: a report with an error leaves the last
good site as it was. ``PluginError`` is the only exception let out for a fault of content.
"""

from __future__ import annotations

import logging
import os
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator import console, corpus, schema
from generator.dataset import LICENCE, publisher
from generator.exports.files import files as downloads
from generator.imprint import imprint
from generator.pages import search_index
from generator.pages.assets import theme_folder
from generator.pages.downloads import Downloads
from generator.pages.feed import FEED
from generator.pages.site import companions, pages
from generator.review import baseline
from generator.settings import Settings, today

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.dataset import Publisher
    from generator.pages.page import Page

_log = logging.getLogger("mkdocs.plugins.jixiao")


class ReadyPage(MkDocsPage):
    """A page whose body is ready HTML; nothing of it goes through Markdown."""

    def __init__(self, jx: Page, file: File, config: MkDocsConfig) -> None:
        self.jx = jx
        # The theme prints titles unescaped, so they are escaped here, at our boundary.
        super().__init__(escape(jx.title), file, config)
        # Without a date of its data, a page would claim to have changed on each day of a build.
        self.update_date = jx.changed.isoformat() if jx.changed else ""

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
        self._publisher: Publisher | None = None
        self._search_index = ""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Puts our templates behind the site's own and before the theme's; reads ``extra``."""
        self._publisher = _publisher(config)
        ours = str(theme_folder())
        if ours not in config.theme.dirs:
            own = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(own, ours)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """The gate: any error-level finding ends the build before anything is written."""
        outcome = _outcome(config)
        if outcome.failed:
            raise PluginError("\n" + console.stopped(outcome))
        _log.info(console.summary(outcome))
        self._portal = outcome.portal

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Content files are data, never published as they lie; our pages take their place."""
        owner = self._publisher
        if self._portal is None or owner is None:
            return files
        for file in [f for f in files if f.src_dir == config.docs_dir]:
            files.remove(file)
        made = downloads(self._portal, owner, _settings(config).root)
        offer = Downloads({path: len(content) for path, content in made.items()}, owner)
        ready = list(pages(self._portal, today(), offer, map(Path, config.theme.dirs)))
        for page in ready:
            files.append(_file(page, config))
        for path, content in made.items():
            files.append(File.generated(config, path, content=content))
        index = search_index.index_of(self._portal)
        self._search_index = index.address
        files.append(File.generated(config, search_index.PATH, content=index.content))
        for path, content in companions(ready, owner, today()).items():
            if files.get_file_from_path(path) is None:  # the site's own wins
                files.append(_hidden(path, content, config))
        for name, text in schema.documents().items():
            files.append(File.generated(config, f"schema/{name}", content=text))
        return files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401, ARG002
        """What the frame around every page prints of the site's owner, and where its search is."""
        env.trim_blocks = env.lstrip_blocks = True  # half a kilobyte of blank lines on every page
        env.globals["search_index"] = self._search_index
        if self._publisher is not None:
            env.globals["imprint"] = self._publisher.imprint
            env.globals["feed"] = FEED if files.get_file_from_path(FEED) else ""
        return env


def _publisher(config: MkDocsConfig) -> Publisher:
    stated, faults = imprint(config.extra)
    if faults:
        name = Path(config.config_file_path or "mkdocs.yml").name
        raise PluginError("\n" + "\n".join(f"{name}：{fault}。" for fault in faults))
    owner = publisher(config.site_name, config.extra.get(LICENCE))
    return owner._replace(address=config.site_url or "", imprint=stated)


def _outcome(config: MkDocsConfig) -> console.Outcome:
    start = time.monotonic()
    settings = _settings(config)
    assessments = corpus.assess_all(corpus.folders(settings.content), settings)
    portal = baseline.applied(corpus.portal(assessments, settings), settings)
    seconds = f"{time.monotonic() - start:.1f}"
    return console.Outcome(portal, console.file_lines(settings.root), seconds)


def _settings(config: MkDocsConfig) -> Settings:
    content = Path(config.docs_dir)
    if not config.config_file_path:
        return Settings(content.parent, content, today())
    # With -f the path is as it was typed; docs_dir is made whole in just this way.
    config_file = Path(os.path.abspath(config.config_file_path))  # noqa: PTH100  resolves no links
    return Settings(config_file.parent, content, today())


def _hidden(path: str, content: bytes, config: MkDocsConfig) -> File:
    """A file whose name may begin with a point, which MkDocs would leave out."""
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _file(page: Page, config: MkDocsConfig) -> File:
    uri = f"{page.address}/index.md" if page.address else "index.md"
    file = File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = ReadyPage(page, file, config)
    return file
