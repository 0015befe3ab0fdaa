"""Encodings met in Japan are told apart by the bytes alone; what is in none of them is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.encodings import decode, plausible
from tests.collectors.spreadsheet.lists import text

WRITTEN = text()
WORDS = ("管理番号,機器名", "設置場所,備考", "受付端末,ノートパソコン", "サーバ室,電子カルテ")


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp932", "cp932"),
        ("euc_jp", "euc-jp"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_list_is_read_in_every_encoding(codec: str, encoding: str) -> None:
    assert decode(WRITTEN.encode(codec)) == (WRITTEN, encoding)


def test_utf_16_big_endian_with_its_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + WRITTEN.encode("utf-16-be")) == (WRITTEN, "utf-16-be")


@pytest.mark.parametrize("words", WORDS)
def test_a_few_words_of_cp932_are_not_taken_for_euc_jp(words: str) -> None:
    assert decode(words.encode("cp932")) == (words, "cp932")


@pytest.mark.parametrize("words", WORDS)
def test_a_few_words_of_euc_jp_are_not_taken_for_cp932(words: str) -> None:
    assert decode(words.encode("euc_jp")) == (words, "euc-jp")


@pytest.mark.parametrize("codec", ["cp932", "euc_jis_2004"])
def test_signs_that_only_windows_programs_write_are_read(codec: str) -> None:
    assert decode("管理番号①,㈱北斗".encode(codec))[0] == "管理番号①,㈱北斗"


def test_half_width_katakana_under_a_head_in_kanji_is_cp932() -> None:
    written = "管理番号,備考\r\nPC-001,ﾉｰﾄﾊﾟｿｺﾝ ﾌﾟﾘﾝﾀ ｾｯﾄ\r\n"
    assert decode(written.encode("cp932")) == (written, "cp932")


@given(
    st.lists(st.sampled_from("管理番号機器名設置場所受付端末サーバひらがなアイウ,0123\r\n"), min_size=4).map("".join)
)
def test_what_was_written_in_cp932_or_euc_jp_comes_back(written: str) -> None:
    kanji = f"管理番号,{written}"
    assert decode(kanji.encode("cp932"))[0] == decode(kanji.encode("euc_jp"))[0] == kanji


def test_the_mark_that_dos_put_behind_a_text_is_left_out() -> None:
    assert decode("管理番号\r\n\x1a".encode("cp932"))[0] == "管理番号\r\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("größe,straße,über,café,naïve".encode("latin-1"), "in none of UTF-8"),
        (b"\x81", "in none of UTF-8"),
        (b"\xef\xbb\xbf\xe7\xae", "cut off or damaged"),
        (b"\xff\xfe\x01", "cut off or damaged"),
        (b"%PDF-1.7\x01\x02\x03\x04\x05\x06 binary", "no text file"),
        (b"\x00" * 64, "no text file"),
    ],
)
def test_what_is_in_none_of_them_is_refused_in_words(raw: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        decode(raw)


def test_japanese_in_the_wrong_encoding_is_less_plausible() -> None:
    assert plausible("設置場所と備考") > plausible("設置場所と備考".encode("euc_jp").decode("cp932", "replace"))
