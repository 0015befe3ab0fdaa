"""取り込み: a file is brought, its columns named, what would change shown; taken in at once, and undone at once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tenken.actions.mappings import mappings
from tenken.actions.site import Site
from tenken.ledger.inventory import all_machines
from tenken.ledger.models import LogbookEntry, ObservationRow
from tests.collectors.recorded import SAMPLES
from tests.web.conftest import signed_in
from tests.web.pages import Page, get, page, post

HEAD = "管理番号,機器名,区分,設置場所,製造番号,購入日"
PC = "A-001,受付PC,端末PC,1階受付,JPH1,R5.4"
SERVER = "A-002,電子カルテ,サーバ,サーバ室,JPH2,2023年"
BROKEN = "A-003,?,何か,,,"
CHOICES = dict(enumerate(("asset_tag", "title", "machine_class", "place", "serial", "noted")))


def brought(client: Client, raw: bytes, name: str = "機器一覧.csv") -> str:
    """The address that the file is led to."""
    answer = client.post("/import/upload", {"file": SimpleUploadedFile(name, raw), "by": "佐藤 花子"})
    return str(answer["Location"])


def listed(*lines: str) -> bytes:
    return "\r\n".join([HEAD, *lines, ""]).encode("cp932")


def mapped(client: Client, *lines: str, **typed: str) -> str:
    """The address of the preview of this list."""
    columns = brought(client, listed(*lines))
    fields = {f"column-{at}": field for at, field in CHOICES.items()}
    return str(client.post(columns, {**fields, "keep": "1", "title": "総務の台帳", **typed})["Location"])


def taken_in(client: Client, *lines: str) -> Page:
    address = mapped(client, *lines)
    get(client, address)
    return post(client, f"{address}apply")


def places() -> dict[str, str]:
    return {machine.entry.title: machine.entry.place for machine in all_machines()}


def test_a_list_is_led_to_its_columns_with_the_guess_above_them(english: Client) -> None:
    seen = get(english, brought(english, listed(PC, SERVER)))
    assert [seen.value(f"column-{at}") for at in CHOICES] == list(CHOICES.values())
    assert ("Shift_JIS (CP932)" in seen.words, "サーバ室" in seen.words) == (True, True)


def test_another_encoding_can_be_chosen(english: Client) -> None:
    seen = get(english, brought(english, listed(PC)), encoding="utf-8")
    assert "byte 0 is none of UTF-8" in seen.words


def test_the_choices_are_kept_under_their_name_and_offered_next_time(site: Site, english: Client) -> None:
    mapped(english, PC)
    assert [one.title for one in mappings(site)] == ["総務の台帳"]
    assert "The heads are those of “総務の台帳”" in get(english, brought(english, listed(PC))).words


def test_a_kept_mapping_can_be_removed(site: Site, english: Client) -> None:
    mapped(english, PC)
    post(english, "/import/forget-mapping", name=mappings(site)[0].name)
    assert mappings(site) == ()


def test_without_a_column_that_names_the_machine_it_goes_no_further(english: Client) -> None:
    seen = post(english, brought(english, listed(PC)), title="x")
    assert "say which column names the machine" in seen.words


def test_the_preview_counts_and_writes_nothing(english: Client) -> None:
    seen = get(english, mapped(english, PC, SERVER, BROKEN))
    assert seen.all("//dl[@class='counts']//dd") == ["2", "0", "0", "0", "1"]
    assert ObservationRow.objects.count() == 0


def test_taken_in_the_rows_are_entries_with_what_has_no_column_in_the_remark(english: Client) -> None:
    taken_in(english, PC, SERVER, BROKEN)
    assert {machine.entry.title: machine.entry.note for machine in all_machines()} == {
        "受付PC": "購入日: R5.4", "電子カルテ": "購入日: 2023年"}  # fmt: skip


def test_a_change_is_shown_cell_by_cell_with_the_mark_that_matched(english: Client) -> None:
    taken_in(english, PC)
    seen = get(english, mapped(english, PC.replace("1階受付", "2階受付").replace("A-001", "A-001")))
    assert "serial number" in seen.line("受付PC")
    assert (seen.all("//del"), seen.all("//ins")) == (["1階受付"], ["2階受付"])


def test_a_machine_of_the_same_name_is_a_candidate_for_a_double(english: Client) -> None:
    taken_in(english, PC)
    other = PC.replace("A-001", "A-009").replace("JPH1", "JPH9")
    assert "same name" in get(english, mapped(english, other), show="doubtful").line("受付PC")


def test_the_whole_import_is_undone_at_once(english: Client) -> None:
    taken_in(english, PC)
    taken_in(english, PC.replace("1階受付", "2階受付"), SERVER)
    number = ObservationRow.objects.order_by("-pk")[0].pk
    post(english, "/import/undo", number=str(number), by="佐藤 花子")
    assert places() == {"受付PC": "1階受付"}


def test_rows_that_cannot_be_taken_come_back_as_excel_with_the_reason(english: Client) -> None:
    answer = english.get(f"{mapped(english, PC, BROKEN)}refused.xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert (rows[0][1], rows[1][0], rows[1][2:5]) == ("Tenken: 取り込めなかった理由", "3", ("A-003", "?", "何か"))
    assert "is no class" in str(rows[1][1])


def test_mended_they_are_taken_by_the_same_mapping(english: Client) -> None:
    refused = english.get(f"{mapped(english, BROKEN)}refused.csv").content
    again = brought(english, refused.decode("utf-8-sig").replace("何か", "サーバ").encode())
    assert [get(english, again).value(f"column-{at}") for at in (2, 3, 4)] == ["asset_tag", "title", "machine_class"]


def test_a_ledger_that_changed_meanwhile_is_looked_at_again(english: Client) -> None:
    address = mapped(english, PC)
    get(english, address)
    taken_in(english, PC)
    assert "the ledger has changed since this preview" in post(english, f"{address}apply").words


def test_known_machines_can_be_left_alone(english: Client) -> None:
    taken_in(english, PC)
    address = mapped(english, PC.replace("1階受付", "2階受付"), SERVER)
    get(english, address, existing="skip")
    post(english, f"{address}apply")
    assert places() == {"受付PC": "1階受付", "電子カルテ": "サーバ室"}


def test_nobody_else_goes_on_with_it(english: Client) -> None:
    address, other = mapped(english, PC), signed_in("tanaka", "en")
    assert "this import is no longer here" in page(other.get(address, follow=True)).words
    assert "this import is no longer here" in post(other, f"{address}apply").words


def test_a_scan_is_recognised_and_counted_before_it_is_taken_in(english: Client) -> None:
    address = brought(english, SAMPLES["nmap"]["nmap-7.93-sn.xml"], "scan.txt")
    assert ("scan of the network" in get(english, address).words, ObservationRow.objects.count()) == (True, 0)
    assert ("what came of it" in post(english, f"{address}apply").words, ObservationRow.objects.exists()) == (
        True,
        True,
    )


def test_a_file_that_is_not_what_it_was_taken_for_is_read_as_something_else(english: Client) -> None:
    address = brought(english, SAMPLES["nmap"]["nmap-7.93-sn.xml"])
    seen = post(english, f"{address}kind", kind="glpi")
    assert "no class" not in seen.words
    assert seen.found("//p[@role='alert']")


@pytest.mark.parametrize("typed", [{}, {"by": "佐藤"}, {"file": SimpleUploadedFile("x.csv", b""), "by": "佐藤"}])
def test_without_a_file_or_a_name_nothing_waits(site: Site, english: Client, typed: dict[str, object]) -> None:
    assert post(english, "/import/upload", **typed).found("//p[contains(@class, 'note--error')]")
    assert not list(site.config.data.glob("imports/*"))


def test_what_was_given_up_is_gone(site: Site, english: Client) -> None:
    post(english, mapped(english, PC) + "give-up")
    assert not list(site.config.data.glob("imports/*"))


def test_an_import_stands_in_the_logbook(english: Client) -> None:
    taken_in(english, PC)
    assert list(LogbookEntry.objects.values_list("by", "verb")) == [
        ("佐藤 花子", "keep mapping"), ("佐藤 花子", "import spreadsheet")]  # fmt: skip
