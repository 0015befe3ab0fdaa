"""A page as a person meets it: its words, its headings, its fields, what can be followed and pressed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.test import Client
from lxml import html

UNSEEN = ("script", "style", "svg", "head", "template")
"""Elements whose text nobody reads."""


@dataclass(frozen=True)
class Page:
    """What came for an address. ``source`` is the page's own text, as sent."""

    status: int
    source: str
    headers: Mapping[str, str]

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.source)

    @property
    def words(self) -> str:
        """All that is read on it, in one line."""
        return words_of(self.tree)

    @property
    def title(self) -> str:
        return self.one("//head/title")

    def all(self, path: str) -> list[str]:
        """The words of every element on this path, or the values of every attribute."""
        return [found if isinstance(found, str) else words_of(found) for found in self.found(path)]

    def one(self, path: str) -> str:
        """The words of the only element on this path."""
        (only,) = self.all(path)
        return only

    def found(self, path: str) -> list[Any]:
        return _on(self.tree, path)

    def line(self, holding: str) -> str:
        """The words of the only line of a table that holds these."""
        (only,) = [words for words in self.all("//tbody/tr") if holding in words]
        return only

    def without(self, path: str) -> "Page":
        """The page with the elements on this path emptied."""
        tree = html.document_fromstring(self.source)
        for element in _on(tree, path):
            element.clear()
        return Page(self.status, html.tostring(tree, encoding="unicode"), self.headers)

    def value(self, name: str) -> str:
        """What stands in the field of this name: typed text, the chosen option, the ticked button."""
        field = next(form for form in self.tree.forms if name in form.fields).fields[name]
        return str(field or "")


def get(client: Client, address: str, **query: str) -> Page:
    return page(client.get(address, query))


def post(client: Client, address: str, **typed: Any) -> Page:
    """The page that an entry leads to in the end."""
    return page(client.post(address, typed, follow=True))


def page(response: Any) -> Page:
    return Page(response.status_code, response.content.decode(), dict(response.headers))


def _on(tree: html.HtmlElement, path: str) -> list[Any]:
    return list(cast(list[Any], tree.xpath(path)))


def words_of(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", " ".join(_texts(element))).strip()


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if element.tag not in UNSEEN or element.tag == "title":
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _texts(child)
            yield child.tail or ""
