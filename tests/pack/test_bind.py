"""What is handed over: the form, the reasons and the evidence, bound together and sealed."""

import hashlib
import json

import pytest

from tenken.actions.answer import answer as keep
from tenken.actions.hand_over import hand_over
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.forms.workbook import read
from tenken.pack.bind import bind
from tenken.pack.mask import words_to_hide
from tenken.pack.model import MASKING_NAMES, Contents, Masking, Paper
from tenken.pack.seal import key_of, verify
from tenken.text import translate
from tests.build import NOW, TODAY
from tests.forms.workbooks import FILLED, R7, SOME, members
from tests.ledger.steps import bcp, seen
from tests.pack.contents import KEY, RAW, contents, exhibit, finding, pdf_text, plan, verdict

INDEX, REASONS = "00_目次と確かめ方.pdf", "02_判定と理由/判定と理由.pdf"
TABLES = ["02_判定と理由/所見一覧.csv", "03_証跡/証跡一覧.csv"]
PLAIN = members(bind(contents(), KEY))
HOSTS, ACCOUNTS = ("ehr-srv01", "ehr-srv02"), ("sato",)


def hidden(level: Masking, made: Contents | None = None) -> dict[str, bytes]:
    words = words_to_hide(level, HOSTS, ACCOUNTS)
    given = made or contents()
    return members(bind(Contents(**{**vars(given), "masking": level, "words_to_hide": words}), KEY))


def handed_over(site: Site, masking: Masking = Masking.NOTHING) -> bytes:
    seen(site)
    bcp(site)
    keep(site, "r7", "hospital", "2-6", Proposed(True, "佐藤", TODAY, reason="保守業者が適用を確認した"), NOW)
    return hand_over(site, "r7", "hospital", TODAY, NOW, masking, "佐藤")


def test_a_pack_holds_form_reasons_evidence_index_and_seal() -> None:
    assert list(PLAIN) == [
        INDEX,
        "01_様式/医療機関確認用.xlsx",
        "01_様式/医療機関確認用.pdf",
        REASONS,
        *TABLES,
        "03_証跡/E0001_ehr-srv01.txt",
        "03_証跡/E0002_BCP 第4版.pdf",
        "manifest.json",
        "manifest.sig",
        "manifest.pub",
    ]


def test_a_pack_is_whole_and_signed_with_the_facilitys_key() -> None:
    assert verify(bind(contents(), KEY), key_of(KEY)).faults == ()


def test_the_same_contents_give_the_same_bytes() -> None:
    assert bind(contents(), KEY) == bind(contents(), KEY)


def test_the_filled_form_is_the_workbook_itself() -> None:
    assert PLAIN["01_様式/医療機関確認用.xlsx"] == FILLED


def test_the_printed_form_bears_the_facility_and_the_days() -> None:
    words = pdf_text(PLAIN["01_様式/医療機関確認用.pdf"])
    assert ("みなと病院" in words, "令和7年11月20日" in words, "令和8年3月31日" in words) == (True, True, True)


def test_a_yes_against_the_evidence_has_its_reason_printed() -> None:
    words = pdf_text(PLAIN[REASONS])
    assert ("不適合" in words, "はい" in words, "理由：現地で封印を確認した" in words) == (True, True, True)


def test_every_reason_of_a_row_is_printed_with_its_machine() -> None:
    words = pdf_text(PLAIN[REASONS])
    assert ("ehr-srv02" in words, "portleftfree" in words, "E0001" in words) == (True, True, True)


def test_what_a_machine_calls_itself_cannot_become_typesetting() -> None:
    hostile = finding('#panic("x") *b* $a$ \\ @ref <l> ```')
    words = pdf_text(members(bind(contents(verdicts=(verdict(hostile),)), KEY))[REASONS])
    assert '#panic("x")*b*$a$\\@ref<l>```' in words


def test_the_index_tells_how_to_check_and_lists_the_exhibits_with_their_digests() -> None:
    words = pdf_text(PLAIN[INDEX])
    assert key_of(KEY).replace(" ", "") in words
    assert ("tenkenverify" in words, "第7番" in words, "E0002" in words) == (True, True, True)
    assert hashlib.sha256(RAW).hexdigest() in words


def test_the_manifest_bears_the_moment_the_masking_and_the_head_of_the_ledgers_chain() -> None:
    manifest = json.loads(PLAIN["manifest.json"])
    assert (manifest["as_of"], manifest["moment"]) == ("2025-11-20", "2025-11-20T12:00:00+09:00")
    assert (manifest["masking"], manifest["seal"]) == ("nothing", {"number": 7, "sha256": "ab" * 32})


def test_originals_lie_in_the_pack_as_they_were_kept() -> None:
    assert PLAIN["03_証跡/E0001_ehr-srv01.txt"] == RAW


def test_an_original_that_the_archive_lost_is_listed_and_not_there() -> None:
    made = members(bind(contents(exhibits=(exhibit(content=None),)), KEY))
    assert ([name for name in made if "E0001" in name], b"E0001" in made[TABLES[1]]) == ([], True)
    assert "原本は院内で保管" in pdf_text(made[INDEX])


def test_a_pack_without_any_evidence_is_bound_all_the_same() -> None:
    made = members(bind(contents(exhibits=(), papers=(), answers={}), KEY))
    assert "まだありません" in pdf_text(made[INDEX])


def test_each_vendors_form_lies_there_under_its_name() -> None:
    papers = tuple(Paper(f"事業者確認用_{name}", FILLED, SOME, {}) for name in ("北斗/システム", "南海電子"))
    made = members(bind(contents(papers=papers, verdicts=()), KEY))
    assert [name for name in made if name.endswith("xlsx")] == [
        "01_様式/事業者確認用_北斗_システム.xlsx",
        "01_様式/事業者確認用_南海電子.xlsx",
    ]


def test_a_masked_pack_leaves_papers_out_and_lists_their_digests() -> None:
    made = hidden(Masking.ADDRESSES)
    assert ([name for name in made if "E0002" in name], plan().sha256.encode() in made[TABLES[1]]) == ([], True)
    assert "原本は院内で保管" in pdf_text(made[INDEX])


@pytest.mark.parametrize("level", [Masking.ADDRESSES, Masking.HOSTS, Masking.ACCOUNTS])
def test_in_a_masked_pack_no_address_is_left(level: Masking) -> None:
    made = hidden(level)
    everything = b"".join(made[name] for name in made if name.endswith((".txt", ".csv"))).decode()
    printed = pdf_text(made[INDEX]) + pdf_text(made[REASONS])
    assert [word for word in ("10.20.0.5", "02:fc:00:00:00:01") if word in everything + printed] == []


def test_in_a_pack_without_host_names_none_is_left_not_even_in_the_name_of_a_file() -> None:
    made = hidden(Masking.HOSTS)
    tables = b"".join(made[name] for name in (*TABLES, "manifest.json")).decode()
    assert "ehr-srv" not in "".join(made) + tables + pdf_text(made[INDEX]) + pdf_text(made[REASONS])


def test_a_host_has_one_stand_in_in_the_exhibit_in_the_reasons_and_in_the_tables() -> None:
    made = hidden(Masking.HOSTS)
    original = made["03_証跡/E0001_[機器-001].txt"].decode()
    assert ("hostname [機器-001]" in original, "機器-001" in made[TABLES[0]].decode()) == (True, True)
    assert "[機器-001]" in pdf_text(made[REASONS])


def test_accounts_are_hidden_at_the_last_level_only() -> None:
    originals = [hidden(level)["03_証跡/E0001_[機器-001].txt"] for level in (Masking.HOSTS, Masking.ACCOUNTS)]
    assert [b"user sato" in original for original in originals] == [True, False]


def test_a_masked_pack_says_so() -> None:
    made = hidden(Masking.HOSTS)
    assert json.loads(made["manifest.json"])["masking"] == "hosts"
    assert translate(MASKING_NAMES[Masking.HOSTS], "ja") in pdf_text(made[INDEX])


def test_the_ledgers_own_pack_verifies_and_shows_the_reason_of_a_yes_against_the_evidence(site: Site) -> None:
    pack = handed_over(site)
    assert verify(pack, key_of(site.keys.signing())).whole
    assert "理由：保守業者が適用を確認した" in pdf_text(members(pack)[REASONS])


def test_the_answer_stands_on_the_form_that_is_handed_over(site: Site) -> None:
    filled = read(R7, members(handed_over(site))["01_様式/医療機関確認用.xlsx"])
    answered = filled.entries["2-6"].first
    assert (answered and (answered.yes, answered.on), filled.heads["医療機関名"]) == ((True, TODAY), "みどり野総合病院")


def test_the_same_ledger_and_day_give_the_same_pack(site: Site) -> None:
    assert handed_over(site) == hand_over(site, "r7", "hospital", TODAY, NOW)


def test_machines_answers_and_papers_are_exhibits_of_the_rows_that_rest_on_them(site: Site) -> None:
    names = [name for name in members(handed_over(site)) if name.startswith("03_証跡/E")]
    machine, statement, paper = (name.partition("_")[2].partition("_")[2] for name in names)
    assert (machine, statement.endswith(".json"), paper) == ("ehr-srv01（サーバ）.txt", True, "証跡.pdf")


def test_of_a_ledgers_masked_pack_neither_name_nor_address_nor_account_is_left(site: Site) -> None:
    made = members(handed_over(site, Masking.ACCOUNTS))
    everything = b"".join(made[name] for name in made if not name.endswith((".pdf", ".xlsx"))).decode()
    printed = "".join(made) + pdf_text(made[INDEX]) + pdf_text(made[REASONS])
    assert [word for word in ("ehr-srv01", "10.20.0.1", "old-vendor", "sato") if word in everything + printed] == []
