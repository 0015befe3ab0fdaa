"""From what a person types to a statement: every wrong field is named, not only the first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.person.entry import ENTERABLE, EntryError, Field, enter, fields_of
from tenken.dates import in_wareki
from tenken.facts import STATEMENTS
from tenken.facts.accounts import AccountHolder, AdministratorRegister
from tenken.facts.documents import Declared, DocumentOnFile, DocumentType, KeptFile
from tenken.facts.inbound import Channel, DeclaredInbound
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, Statement
from tenken.facts.services import NeededService, NeededServices
from tenken.facts.sweeps import SweepConsent
from tenken.facts.systems import BackupRecord
from tests.build import TODAY

TYPED = {
    "text": "規程",
    "day": "令和7年11月20日",
    "number": "３",
    "yes-no": "はい",
    "names": "院内、外部",
    "choice": "",
}
BCP = {"type": "bcp", "title": "BCP 第4版", "effective": "2025-04-01", "approved_by": "院長"}
BACKUP = {"methods": "差分", "generations": "3", "last_success": "2025-11-19", "detached": "yes"}


def typed(field: Field) -> str:
    """Something that fits the field."""
    rows = " | ".join(f"{column}1" for column in field.columns)
    return {**TYPED, "rows": rows, "choice": (*field.choices, "")[0]}[field.shape]


def entered(kind: str, values: dict[str, str], by: str = "佐藤", file: KeptFile | None = None) -> Statement:
    return enter(kind, values, by, TODAY, file)


def problems(kind: str, values: dict[str, str], by: str = "佐藤") -> dict[str, str]:
    with pytest.raises(EntryError) as caught:
        entered(kind, values, by)
    return {field: str(why) for field, why in caught.value.problems.items()}


def backup(**values: str) -> BackupRecord:
    found = entered("backup-record", {**BACKUP, **values})
    assert isinstance(found, BackupRecord)
    return found


def holders(text: str) -> tuple[AccountHolder, ...]:
    found = entered("administrator-register", {"holders": text})
    assert isinstance(found, AdministratorRegister)
    return found.holders


def test_addresses_hours_and_ports_may_be_typed_in_full_width() -> None:
    consent = {
        "subnet": "１０．２０．１．０／２４",
        "hours": "２２：００－０５：００",
        "until": "２０２６／３／３１",
        "medical": "いいえ",
    }
    found = entered("sweep-consent", {**consent, "reason": "第２棟 ２０台"})
    assert isinstance(found, SweepConsent)
    assert (found.subnet, found.hours, found.reason) == ("10.20.1.0/24", "22:00-05:00", "第２棟 ２０台")
    services = entered(
        "needed-services", {"machine_class": "server", "needed": "ｔｃｐ／２２ ｜ 保守 ２件\nＰＣ－１ ｜ ３：１"}
    )
    assert isinstance(services, NeededServices)
    assert services.needed == (NeededService("tcp/22", "保守 ２件"), NeededService("ＰＣ－１", "3:1"))


def test_a_person_may_state_what_persons_declare_and_ledger_entries() -> None:
    declared = {kind for kind, says in STATEMENTS.items() if issubclass(says, Declared)}
    assert set(ENTERABLE) == declared | {LedgerEntry.kind}


@pytest.mark.parametrize("kind", sorted(set(STATEMENTS) - set(ENTERABLE)))
def test_what_machines_and_vendors_forms_say_a_person_may_not(kind: str) -> None:
    assert problems(kind, {"family": "linux"}) == {"kind": f"there is no kind '{kind}'"}


def test_a_kind_that_there_is_not_is_named() -> None:
    assert problems("weather", {}) == {"kind": "there is no kind 'weather'"}


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_enterable_kind_can_be_entered_with_all_its_fields(kind: str) -> None:
    values = {field.name: typed(field) for field in fields_of(kind)}
    assert type(entered(kind, values)) is STATEMENTS[kind]


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_enterable_kind_can_be_entered_with_the_required_fields_alone(kind: str) -> None:
    values = {field.name: typed(field) for field in fields_of(kind) if field.required}
    assert type(entered(kind, values)) is STATEMENTS[kind]


@pytest.mark.parametrize("kind", ENTERABLE)
def test_every_required_field_left_empty_is_named(kind: str) -> None:
    required = {field.name for field in fields_of(kind) if field.required}
    assert problems(kind, {}, by=" ") == dict.fromkeys(required | {"by"}, "must be filled in")


@pytest.mark.parametrize("kind", ENTERABLE)
def test_a_field_that_there_is_not_is_named(kind: str) -> None:
    assert problems(kind, {"colour": "red"})["colour"] == "there is no such field"


@pytest.mark.parametrize("kind", ENTERABLE)
@pytest.mark.parametrize("name", ["by", "confirmed_on", "file", "entered"])
def test_what_is_given_beside_the_fields_is_none_of_them(kind: str, name: str) -> None:
    assert name not in {field.name for field in fields_of(kind)}


def test_fields_come_in_their_order_with_their_shape() -> None:
    fields = {field.name: (field.shape, field.required) for field in fields_of("backup-record")}
    assert fields == {
        "next_review": ("day", False),
        "remark": ("text", False),
        "methods": ("names", False),
        "generations": ("number", True),
        "last_success": ("day", True),
        "detached": ("yes-no", True),
        "last_restore": ("day", False),
        "restored_well": ("yes-no", False),
        "procedure_checked_on": ("day", False),
    }


def test_a_choice_knows_its_choices_and_a_table_its_columns() -> None:
    fields = {field.name: field for field in (*fields_of("ledger-entry"), *fields_of("administrator-register"))}
    assert fields["machine_class"].choices == tuple(MachineClass)
    assert fields["holders"].columns == ("account", "person", "machine")


def test_a_statement_bears_who_stated_it_when_and_with_which_file() -> None:
    kept = KeptFile("ab" * 32, "BCP.pdf", 9)
    said = entered("document", BCP, file=kept)
    assert said == DocumentOnFile(
        by="佐藤",
        confirmed_on=TODAY,
        file=kept,
        type=DocumentType.BCP,
        title="BCP 第4版",
        effective=date(2025, 4, 1),
        approved_by="院長",
    )


def test_every_wrong_field_is_named_at_once() -> None:
    told = problems("backup-record", {"generations": "three", "last_success": "soon", "detached": "maybe", "x": "1"})
    assert set(told) == {"generations", "last_success", "detached", "x"}


def test_the_error_names_every_wrong_field_with_its_reason_in_one_sentence() -> None:
    with pytest.raises(EntryError, match=r"^not taken; .*\(generations\): .*\(last_success\): must be filled in$"):
        entered("backup-record", {"generations": "x", "detached": "no"})


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_is_taken_in_western_and_japanese_spelling(day: date) -> None:
    assert backup(last_success=in_wareki(day)).last_success == backup(last_success=day.isoformat()).last_success == day


@pytest.mark.parametrize("text", ["2025-13-01", "11/20", "soon", "令和７年"])
def test_a_day_that_is_none_is_told_with_how_to_write_one(text: str) -> None:
    assert (
        "write 2025-11-23 or 令和7年11月23日"
        in problems("backup-record", {**BACKUP, "last_success": text})["last_success"]
    )


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("３", 3), ("１２", 12), (" 7 ", 7)])
def test_a_number_is_taken_in_full_width_as_well(text: str, number: int) -> None:
    assert backup(generations=text).generations == number


@pytest.mark.parametrize("text", ["three", "-1", "1.5", "1_000", "²", "99999999999"])
def test_a_number_that_is_none_is_told(text: str) -> None:
    assert f"“{text}” is no number" in problems("backup-record", {**BACKUP, "generations": text})["generations"]


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("yes", True),
        ("はい", True),
        ("有", True),
        ("1", True),
        ("NO", False),
        ("いいえ", False),
        ("無", False),
        ("off", False),
    ],
)
def test_yes_and_no_are_taken_in_both_languages(text: str, yes: bool) -> None:
    assert backup(detached=text).detached is yes


def test_names_are_parted_by_either_comma_and_by_lines() -> None:
    assert backup(methods="完全、 差分, 遠隔\n媒体,,").methods == ("完全", "差分", "遠隔", "媒体")


def test_a_choice_that_there_is_not_is_told_with_those_there_are() -> None:
    told = problems("document", {**BCP, "type": "plan"})["type"]
    assert "plan” is none of operating-rules, bcp, contact-chart" in told


@pytest.mark.parametrize("line", ["sato|佐藤|EHR-SRV01", "sato ｜ 佐藤 ｜ EHR-SRV01", "sato\t佐藤\tEHR-SRV01"])
def test_a_row_of_a_table_is_parted_by_bars_or_tabs(line: str) -> None:
    assert holders(line) == (AccountHolder("sato", "佐藤", "EHR-SRV01"),)


def test_a_table_has_a_row_a_line_and_its_last_columns_may_be_left_out() -> None:
    assert holders("sato|佐藤\n\n tanaka|田中 \n") == (AccountHolder("sato", "佐藤"), AccountHolder("tanaka", "田中"))


def test_an_empty_table_says_that_there_is_none() -> None:
    found = entered("declared-inbound", {"channels": ""})
    assert isinstance(found, DeclaredInbound)
    assert found.channels == ()


def test_an_empty_last_column_is_kept_empty() -> None:
    found = entered("declared-inbound", {"channels": "保守 |"})
    assert isinstance(found, DeclaredInbound)
    assert found.channels == (Channel("保守", ""),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sato", "“sato” lacks person or purpose; a line is: account, person or purpose, "),
        ("|佐藤", "“|佐藤” lacks account; a line is: account, person or purpose, "),
        ("a|b|c|d", "“a|b|c|d” has 4 cells; a line is: account, person or purpose, "),
    ],
)
def test_a_row_that_does_not_fit_is_told_with_the_columns(line: str, words: str) -> None:
    assert words in problems("administrator-register", {"holders": line})["holders"]


def test_fields_left_empty_keep_their_default() -> None:
    entry = entered("ledger-entry", {"title": "受付PC", "machine_class": "client_pc", "fit_for_use": "", "place": " "})
    assert entry == LedgerEntry("受付PC", MachineClass.CLIENT_PC)
