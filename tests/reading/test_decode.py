"""Bytes become text, or a plain reason why they are none."""

from __future__ import annotations

import os

import pytest

from communique.reading.decode import NotText, decode, normalise

WORDS = "The envoy of Norway drank a café crème in Oslo – “a naïve idea,” she said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_survives_its_encoding(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read(encoding: str) -> None:
    assert decode(WORDS.encode(encoding)) == WORDS


def test_a_few_torn_bytes_do_not_change_the_encoding() -> None:
    torn = WORDS.encode()[:-4] + b"\xe2\x80"
    assert decode(torn).startswith("The envoy of Norway drank a café")


def test_a_page_declares_its_own_encoding() -> None:
    page = '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2")
    assert "Łódź" in decode(page, markup=True)


@pytest.mark.parametrize("raw", [b"", b" \n\t\n"])
def test_an_empty_file_is_called_empty(raw: bytes) -> None:
    with pytest.raises(NotText, match="is empty"):
        decode(raw)


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 8, b"\x89PNG\r\n" + os.urandom(50), b"\x00" * 500 + b"a"]
)
def test_a_binary_file_is_called_binary(raw: bytes) -> None:
    with pytest.raises(NotText, match="binary"):
        decode(raw)


def test_a_nul_in_prose_does_not_make_it_binary() -> None:
    assert (
        normalise(decode(b"The min\x00ister met the envoy in Oslo."))
        == "The min�ister met the envoy in Oslo."
    )


def test_lone_surrogates_and_line_ends_are_normalised() -> None:
    assert normalise("a\r\nb\rc \ud800 d") == "a\nb\nc � d"
    assert normalise("Cafe\u0301") == "Café"


def test_a_lone_surrogate_in_a_file_becomes_the_replacement_character() -> None:
    assert normalise(decode("The envoy \ud800 left.".encode("utf-8", "surrogatepass"))) == "The envoy � left."


def test_nothing_is_stripped() -> None:
    assert normalise("  \n The envoy left. \n\n") == "  \n The envoy left. \n\n"
