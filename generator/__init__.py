"""jixiao: published performance disclosures, from YAML figures to checked pages.

What flows through, in one direction:

content files -> ``source`` (nodes with positions) -> ``model`` (typed report of ``figures``)
-> ``scoring`` (a scorecard of derived figures) -> ``rules`` (``findings``)
-> ``assess`` (one immutable Assessment per report) -> ``corpus`` (what needs many reports)
-> ``pages``, ``exports`` and ``console`` (what people read and download), driven by ``plugin``
and ``cli``.

No stage changes its input, and each is called once. Imports go down only.
"""

__version__ = "0.1.0"
