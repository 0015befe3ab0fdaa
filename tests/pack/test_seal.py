"""A pack is whole, or what is wrong with it is named; anybody can check it with nothing but the file."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.pack.seal import Checked, key_of, seal, verify
from tests.build import NOW
from tests.forms.workbooks import members, zipped
from tests.pack.contents import KEY, OTHER_KEY

FILES = {"01_様式/様式.txt": b"form " * 20, "02_理由.csv": b"row,reason\r\n", "empty": b""}
ABOUT = {"facility": "みなと病院", "as_of": "2025-11-20"}
PACK = seal(FILES, ABOUT, NOW, KEY)
PATHS = st.text("abc漢字ー_. ", min_size=1, max_size=20)


def faults(pack: bytes, expected_key: str = "") -> list[str]:
    return [str(fault) for fault in verify(pack, expected_key).faults]


def with_members(**changed: bytes) -> bytes:
    """The pack packed anew with some of its own files exchanged: ``manifest_json`` stands for manifest.json."""
    return zipped({**members(PACK), **{name.replace("_", "."): content for name, content in changed.items()}})


def flipped(at: int, bits: int) -> bytes:
    return PACK[:at] + bytes([PACK[at] ^ bits]) + PACK[at + 1 :]


def doubled(parts: Mapping[str, bytes], name: str) -> bytes:
    out = BytesIO(zipped(parts))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(name, parts[name])
    return out.getvalue()


@settings(max_examples=60)
@given(st.dictionaries(PATHS, st.binary(max_size=300), max_size=5))
def test_a_sealed_pack_verifies(files: dict[str, bytes]) -> None:
    assert verify(seal(files, ABOUT, NOW, KEY), key_of(KEY)).faults == ()


@settings(max_examples=30)
@given(st.dictionaries(PATHS, st.binary(max_size=300), max_size=5))
def test_the_same_input_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert seal(files, ABOUT, NOW, KEY) == seal(files, ABOUT, NOW, KEY)


def test_the_manifest_tells_what_the_pack_is_about_and_lists_every_file() -> None:
    manifest = verify(PACK).manifest
    assert (manifest["format"], manifest["facility"]) == ("tenken-pack/1", "みなと病院")
    assert [(file["path"], file["size"]) for file in manifest["files"]] == [(p, len(c)) for p, c in FILES.items()]


@settings(max_examples=300)
@given(st.integers(0, len(PACK) - 1), st.integers(1, 255))
def test_one_byte_changed_anywhere_is_found(at: int, bits: int) -> None:
    assert not verify(flipped(at, bits)).whole


def test_one_bit_turned_at_any_byte_is_found() -> None:
    assert [at for at in range(len(PACK)) if verify(flipped(at, 1)).whole] == []


def test_a_pack_cut_at_any_byte_is_found() -> None:
    assert [length for length in range(len(PACK)) if verify(PACK[:length]).whole] == []


@pytest.mark.parametrize("more", [b"\n", b"\0" * 100, PACK])
def test_bytes_added_before_or_behind_are_found(more: bytes) -> None:
    assert (verify(more + PACK).whole, verify(PACK + more).whole) == (False, False)


def test_a_file_added_is_named() -> None:
    assert faults(with_members(more=b"x")) == ["more was added"]


def test_a_file_removed_is_named() -> None:
    left = {name: content for name, content in members(PACK).items() if name != "02_理由.csv"}
    assert faults(zipped(left)) == ["02_理由.csv is missing"]


def test_a_file_changed_is_named() -> None:
    assert faults(with_members(empty=b"x")) == ["empty was changed"]


def test_a_file_that_stands_there_twice_is_named() -> None:
    assert faults(doubled(members(PACK), "empty")) == ["empty is in the pack twice"]


def test_a_file_renamed_is_one_missing_and_one_added() -> None:
    renamed = {name.replace("empty", "leer"): content for name, content in members(PACK).items()}
    assert faults(zipped(renamed)) == ["leer was added", "empty is missing"]


def test_a_pack_that_was_packed_anew_is_found() -> None:
    assert faults(zipped(members(PACK))) == ["the file was changed after it was made, or is damaged"]


def test_a_list_of_files_changed_after_signing_is_found() -> None:
    changed = members(PACK)["manifest.json"].replace("みなと".encode(), "みさき".encode())
    assert faults(with_members(manifest_json=changed)) == ["the list of files was changed after it was signed"]


@pytest.mark.parametrize("signature", [b"", b"!!", b"AAAA", b"\xff" * 64])
def test_a_signature_that_is_none_is_found(signature: bytes) -> None:
    assert faults(with_members(manifest_sig=signature)) == ["the list of files was changed after it was signed"]


@pytest.mark.parametrize("public", [b"", b"AAAA", b"A" * 43 + b"="])
def test_a_public_key_that_does_not_fit_is_found(public: bytes) -> None:
    assert "the list of files was changed after it was signed" in faults(with_members(manifest_pub=public))


def test_another_key_than_the_expected_one_is_found_and_named() -> None:
    signed = seal(FILES, ABOUT, NOW, OTHER_KEY)
    assert faults(signed, key_of(KEY)) == [f"signed with the key {key_of(OTHER_KEY)}, not with the expected one"]


def test_without_an_expected_key_the_pack_tells_its_own() -> None:
    assert verify(seal(FILES, ABOUT, NOW, OTHER_KEY)).key == key_of(OTHER_KEY)


def test_the_expected_key_may_be_written_in_small_letters_and_without_blanks() -> None:
    assert verify(PACK, key_of(KEY).lower().replace(" ", "")).whole


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_what_is_no_zip_says_so(data: bytes) -> None:
    assert faults(data)[0].startswith("this is no pack of Tenken, or it was cut off: ")


def test_a_zip_of_something_else_says_so() -> None:
    assert faults(zipped({"a.txt": b"x"}))[0].startswith("this is no pack of Tenken")


@pytest.mark.parametrize(
    "manifest",
    [b"", b"\xff", b"[]", b"{}", b'{"files": 1}', b'{"files": [1]}', b'{"files": [{}]}', b"[" * 200_000],
)
def test_a_manifest_that_is_none_says_so(manifest: bytes) -> None:
    assert faults(with_members(manifest_json=manifest))[0].startswith("this is no pack of Tenken")


def test_a_file_that_swells_is_refused_unpacked() -> None:
    out = BytesIO(PACK)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(3_000_000))
    assert "bomb would swell" in faults(out.getvalue())[0]


def test_a_file_that_calls_itself_huge_is_refused_by_its_directory_alone() -> None:
    at = PACK.index(b"PK\x01\x02") + 24
    assert "would unpack to 42949679" in faults(PACK[:at] + b"\xfe\xff\xff\xff" + PACK[at + 4 :])[0]


def test_a_pack_is_checked_without_django_and_without_a_data_directory(tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(PACK)
    program = (
        "import sys; from pathlib import Path; from tenken.pack.seal import verify;"
        "print(verify(Path(sys.argv[1]).read_bytes()).whole, 'django' in sys.modules)"
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TENKEN_", "DJANGO_"))}
    command = [sys.executable, "-c", program, str(tmp_path / "pack.zip")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=clean, cwd=tmp_path)
    assert done.stdout.split() == ["True", "False"]


def test_what_was_checked_can_be_told_as_json() -> None:
    checked: Checked = verify(PACK)
    assert json.loads(json.dumps(dict(checked.manifest)))["as_of"] == "2025-11-20"
