"""Makes a report out of what a reader found: its text composed and fixed, its id hashed from its content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.reading.decode import normalise
from communique.reading.stated import iso_day
from communique.records import Outlet, PublishedBasis, Reject, Report
from communique.spans import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What a reader found of one report, as written. `whole` is a plain file's text, `body` a field's."""

    whole: str | None = None
    title: str | None = None
    body: str | None = None
    url: str | None = None
    guid: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    credit: str | None = None
    language: str | None = None
    published: str | None = None
    withdrawn: bool = False


def compose_report(
    fields: Fields, *, path: str, record: int | None = None, published: str | None = None
) -> Report | Reject:
    """The report of these fields, or a reject where they hold no text.

    `published` is the caller's date for a report that states none. The id is a hash of text, title, outlet,
    url or guid, and date as stated: never of the path.
    """
    title, outlet = _clean(fields.title), _clean(fields.outlet)
    url, guid = _clean(fields.url), _clean(fields.guid)
    text = (
        normalise(fields.whole) if fields.whole is not None else _compose(title, normalise(fields.body or ""))
    )
    if not text.strip():
        return reject(path, repr(fields), "holds no text")
    stated = iso_day(fields.published)
    day = stated or published
    basis = PublishedBasis.STATED if stated else PublishedBasis.GIVEN if published else None
    return Report(
        report_id=content_id("r", text, title, outlet, url or guid, _clean(fields.published)),
        path=path,
        record=record,
        url=url,
        guid=guid,
        outlet_id=outlet_id(outlet, url),
        title=title,
        byline=_clean(fields.byline),
        dateline=_clean(fields.dateline),
        credit=_clean(fields.credit),
        language=_language(fields.language),
        published=day,
        published_basis=basis,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        withdrawn=fields.withdrawn,
    )


def outlet_of(fields: Fields) -> Outlet | None:
    """The outlet a report names, by name or else by the host of its address; None where it names none."""
    name, url = _clean(fields.outlet), _clean(fields.url)
    known = outlet_id(name, url)
    return Outlet(outlet_id=known, name=name or known, country=None, kind=None) if known else None


def outlet_id(name: str | None, url: str | None) -> str | None:
    """An outlet's id: the slug of its name, else the host of an address without `www.`."""
    if name and (slug := _slug(name)):
        return slug
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def reject(path: str, content: str | bytes, reason: str) -> Reject:
    """A reject of this room, its id hashed from what was found."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return Reject(
        stage="read",
        record_id=content_id("reject", hashlib.sha256(raw).hexdigest()),
        path=path,
        reason=reason,
    )


_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def _compose(title: str | None, body: str) -> str:
    """Title, blank line, paragraphs joined by blank lines; a body without blank lines has one paragraph a line."""
    parts = _BLANK.split(body) if _BLANK.search(body.strip()) else body.split("\n")
    paragraphs = [part.strip() for part in parts if part.strip()]
    return "\n\n".join([title, *paragraphs] if title else paragraphs)


def _clean(value: str | None) -> str | None:
    """A field on one line, or None where nothing is left."""
    return " ".join(normalise(value).split()) or None if value else None


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or re.sub(r"\W+", "-", name.lower()).strip("-")


def _language(stated: str | None) -> str | None:
    code = re.split(r"[-_]", (stated or "").strip().lower())[0]
    return code or None
