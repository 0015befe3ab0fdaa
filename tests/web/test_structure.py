"""Every page can be read without eyes: headings in order, a name for everything that is pressed or filled in."""

from itertools import pairwise

import pytest
from lxml import html

from tests.web.conftest import Rendered
from tests.web.pages import Page, words_of
from tests.web.places import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("name", NAMES)]

HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
FIELDS = "//input[not(@type='hidden')] | //select | //textarea"
PRESSED = "//a[@href] | //button | //summary"


def test_it_has_one_heading_of_the_first_rank_and_begins_with_it(rendered: Rendered, name: str) -> None:
    ranks = _ranks(rendered[name, "ja"])
    assert (ranks[0], ranks.count(1)) == (1, 1)


def test_no_rank_of_headings_is_left_out(rendered: Rendered, name: str) -> None:
    assert [(one, next_) for one, next_ in pairwise(_ranks(rendered[name, "ja"])) if next_ > one + 1] == []


def test_no_heading_is_empty(rendered: Rendered, name: str) -> None:
    assert all(rendered[name, "ja"].all(HEADINGS))


def test_every_field_has_a_label(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    assert [field.get("name") for field in page.found(FIELDS) if not _label(page, field)] == []


def test_every_link_and_button_has_a_name(rendered: Rendered, name: str) -> None:
    pressed = rendered[name, "ja"].found(PRESSED)
    assert [html.tostring(one) for one in pressed if not (words_of(one) or one.get("aria-label"))] == []


def test_every_head_of_a_table_says_for_what_it_is_the_head(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    assert page.found("//th[not(@scope)]") == []
    assert page.found("//table[not(.//th)]") == []


def test_a_group_of_choices_has_a_legend(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    assert page.found("//input[@type='radio'][not(ancestor::fieldset/legend)]") == []


def test_a_drawing_is_hidden_or_has_a_name(rendered: Rendered, name: str) -> None:
    nameless = "//svg[not(@aria-hidden='true') and not(@aria-label) and not(@aria-labelledby)]"
    assert rendered[name, "ja"].found(nameless) == []


def test_no_two_elements_have_one_id(rendered: Rendered, name: str) -> None:
    ids = rendered[name, "ja"].all("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_what_names_or_describes_an_element_is_on_the_page(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    named = page.all("//@aria-labelledby | //@aria-describedby | //label/@for | //@popovertarget")
    assert {one for several in named for one in several.split()} <= set(page.all("//@id"))


def test_there_is_one_main_part_and_a_way_past_the_menu_to_it(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    assert (page.one("//main/@id"), page.all("(//body//a)[1]/@href")) == ("main", ["#main"])


def test_every_form_is_sent_by_a_button_of_its_own(rendered: Rendered, name: str) -> None:
    page = rendered[name, "ja"]
    outside = set(page.all("//button/@form"))
    without = page.found("//form[not(@role='search')][not(.//button[not(@type) or @type='submit'])]")
    assert [form.get("action") for form in without if form.get("id") not in outside] == []


def test_nothing_is_out_of_the_reach_of_keys(rendered: Rendered, name: str) -> None:
    reached = "self::a or self::button or self::input or self::select or self::textarea or self::summary"
    page = rendered[name, "ja"]
    assert page.found(f"//*[{reached}][@tabindex='-1'] | //*[@onclick or @onchange or @onsubmit]") == []


def _ranks(page: Page) -> list[int]:
    return [int(heading.tag[1]) for heading in page.found(HEADINGS)]


def _label(page: Page, field: html.HtmlElement) -> str:
    """What is read out for a field: the label around it, the one that points at it, or its own."""
    around = " ".join(words_of(label) for label in field.iterancestors("label"))
    pointing = " ".join(words_of(label) for label in page.found("//label") if label.get("for") == field.get("id", "-"))
    return around or pointing or str(field.get("aria-label") or "")
