"""Owns the files that machines look for at the root of a host: robots.txt and security.txt.

Both count only there (RFC 9309, RFC 9116), so a site below another one does not have them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import date

    from generator.dataset import Publisher

ROBOTS = "robots.txt"
SECURITY = ".well-known/security.txt"
# RFC 9116 recommends less than a year: who stops building the site stops answering, too.
GOOD_FOR = timedelta(days=364)


def robots(publisher: Publisher) -> str:
    """Everything may be read, and where the list of it is; nothing without an address."""
    if not publisher.address or _below_another(publisher):
        return ""
    return f"User-agent: *\nAllow: /\n\nSitemap: {publisher.address}sitemap.xml\n"


def security(publisher: Publisher, today: date) -> str:
    """Whom to tell of a weakness; nothing without a contact. Runs out a year after the build."""
    contact = publisher.imprint.security_contact
    if not contact or _below_another(publisher):
        return ""
    expires = f"{(today + GOOD_FOR).isoformat()}T00:00:00Z"
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: zh"]
    if publisher.address:
        lines.append(f"Canonical: {publisher.address}{SECURITY}")
    return "\n".join(lines) + "\n"


def _below_another(publisher: Publisher) -> bool:
    return urlsplit(publisher.address).path not in ("", "/")
