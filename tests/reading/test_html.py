"""A page's body, title, date and outlet are what the page states."""

from __future__ import annotations

import json

import pytest

from communique.reading.compose import compose_report
from communique.reading.decode import NotText
from communique.reading.html import page_fields
from communique.records import Report

PARAGRAPHS = [
    "OSLO, March 3 (Fjord Wire) - The envoy of Norway met the fisheries minister of Indonesia on Wednesday.",
    "They spoke for an hour about three trawlers that had been seized in October, and agreed to speak again.",
    "“The nets are smaller than the quarrel,” the envoy told reporters after the meeting in the harbour office.",
]


def page(head: str = "", above: str = "", below: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<html lang='en-GB'><head><title>Envoys meet over nets | Fjord</title>{head}</head><body><nav>Home World</nav>"
        f"<article><h1>Envoys meet over nets</h1>{above}{body}{below}</article>"
        "<footer>© 2030 Fjord</footer></body></html>"
    )


def test_title_and_paragraphs_make_the_text() -> None:
    report = compose_report(page_fields(page()), path="a.html")
    assert isinstance(report, Report)
    assert report.text == "\n\n".join(["Envoys meet over nets", *PARAGRAPHS])
    assert report.language == "en"


def test_no_date_is_taken_from_footer_or_picture() -> None:
    picture = (
        "<figure><img src='a.jpg'><figcaption>Oslo harbour, Norway, March 2, 2021.</figcaption></figure>"
    )
    assert page_fields(page(above=picture)).published is None


def test_a_caption_stays_in_the_text() -> None:
    picture = "<figure><img src='a.jpg'><figcaption>The envoy leaves Oslo, Norway, March 2, 2021.</figcaption></figure>"
    assert "leaves Oslo, Norway" in (page_fields(page(above=picture)).body or "")


def test_json_ld_gives_date_headline_author_and_publisher() -> None:
    graph = {
        "@graph": [
            {"@type": "Organization", "@id": "#o", "name": "Fjord Wire"},
            {
                "@type": ["NewsArticle"], "headline": "Envoys meet over nets",
                "datePublished": "2021-03-03T23:10:00-05:00",
                "author": [{"@type": "Person", "name": "Ana Lima"}], "publisher": {"@id": "#o"},
            },
        ]
    }  # fmt: skip
    fields = page_fields(page(f"<script type='application/ld+json'>{json.dumps(graph)}</script>"))
    assert (fields.outlet, fields.byline, fields.title) == ("Fjord Wire", "Ana Lima", "Envoys meet over nets")
    assert fields.published == "2021-03-03T23:10:00-05:00"


def test_broken_json_ld_is_passed_over_for_meta_tags() -> None:
    head = (
        "<script type='application/ld+json'>{broken</script><link rel='canonical' href='https://fjord.example/1'>"
        "<meta property='article:published_time' content='2021-03-03T10:00:00Z'>"
        "<meta property='og:site_name' content='Fjord'>"
    )
    fields = page_fields(page(head))
    assert (fields.published, fields.outlet) == ("2021-03-03T10:00:00Z", "Fjord")
    assert fields.url == "https://fjord.example/1"


def test_a_page_without_text_is_no_report() -> None:
    with pytest.raises(NotText):
        page_fields("<html><body></body></html>")
