"""Turns the bytes of a file into text, or says in plain words why they are none."""

from __future__ import annotations

import codecs
import re
import unicodedata

SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
_CONTROL = bytes(sorted(set(range(32)) - {0, 9, 10, 11, 12, 13, 27}))
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


class NotText(Exception):
    """The bytes are no text; its words say why."""


def decode(raw: bytes, *, markup: bool = False) -> str:
    """The text of a file, byte order mark dropped.

    A byte order mark decides, then strict UTF-8, then a page's own declaration (`markup`), then
    charset-normalizer. Raises NotText.
    """
    if not raw.strip():
        raise NotText("is empty")
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    if bare := _bare_utf16(raw):
        return _strict(raw, bare)
    if _binary(raw[:SAMPLE]):
        raise NotText("is a binary file, not text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undeclared(raw, error, markup)


def normalise(text: str) -> str:
    """The text as the contract fixes it: line ends LF, NFC, NUL and lone surrogates as U+FFFD, nothing stripped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "�")
    text = (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _SURROGATE.search(text)
        else text
    )
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(
            f"cannot be decoded: its mark says {encoding}, byte {error.start} says otherwise"
        ) from error


def _bare_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin prose is NUL."""
    sample = raw[:2048]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _binary(sample: bytes) -> bool:
    """Whether bytes look like no text at all; a few NULs in prose do not."""
    if sample.startswith(_MAGIC):
        return True
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > 0.02 * len(sample) or sample.count(0) > 0.1 * len(sample)


def _undeclared(raw: bytes, error: UnicodeDecodeError, markup: bool) -> str:
    declared = _DECLARED.search(raw[:4096]) if markup else None
    if declared:
        try:
            return raw.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    if _torn_utf8(raw):
        return _with_surrogates(raw)
    encoding = _guess(raw)
    if encoding is None:
        raise NotText(f"cannot be decoded: byte {error.start} fits no encoding") from error
    return raw.decode(encoding, "replace")


def _torn_utf8(raw: bytes) -> bool:
    """UTF-8 with a few torn bytes or surrogates: chance seldom makes a sound sequence, so half of them suffice."""
    text = _with_surrogates(raw[: 1 << 20])
    broken = text.count("�")
    return broken <= sum(not char.isascii() for char in text) - broken


def _with_surrogates(raw: bytes) -> str:
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _guess(raw: bytes) -> str | None:
    """The encoding charset-normalizer finds; Windows' Western one wherever it reads as well as the best."""
    from charset_normalizer import from_bytes

    found = from_bytes(_around_high_bytes(raw))
    best = found.best()
    if best is None:
        return None
    western = [
        match
        for match in found
        if match.encoding in {"cp1252", "latin_1"} and match.chaos <= best.chaos + 0.02
    ]
    return "cp1252" if western or "cp1252" in best.could_be_from_charset else best.encoding


def _around_high_bytes(raw: bytes) -> bytes:
    """A sample that holds bytes outside ASCII: a long ASCII opening says nothing about an encoding."""
    first = re.search(rb"[\x80-\xff]", raw)
    start = max(0, (first.start() if first else 0) - 200)
    return raw[start : start + SAMPLE]
