"""Which passwords a Linux machine accepts; and no digest of a stored one is ever kept."""

import re
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.collectors.linux.passwords import mask
from tenken.facts.passwords import PasswordMark, PasswordMarks, PasswordSetting
from tests import samples
from tests.collectors.linux.answers import RECORDED, machine, says, why_not

UNIX = "/etc/pam.d/common-password: password\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt"
QUALITY = "/etc/pam.d/common-password: password requisite pam_pwquality.so retry=3"
OTP = "pam_google_authenticator.so"
ASKED = f"required {OTP}"
MIXED = ("dcredit = -1", "ocredit = -1", "lcredit = -1")
DIGESTS = {name: sha256(name.encode()).hexdigest() for name in ("sato", "tanaka")}
MARKS = machine(password_marks="\n".join(f"{name} {digest}" for name, digest in DIGESTS.items()))


def setting(*pam: str, quality: tuple[str, ...] = (), **sections: str | int) -> PasswordSetting:
    lines = "\n".join(f"/etc/security/pwquality.conf: {line}" for line in quality)
    return says(PasswordSetting, machine(**{"pam": "\n".join(pam), "quality": lines, **sections}))


def demanded(*pam: str, quality: tuple[str, ...] = ()) -> tuple[int, bool | None]:
    found = setting(*pam, quality=quality)
    return found.min_length, found.mixed


def asks_twice(**stacks: str) -> bool:
    """Whether a second factor is asked: the line ``auth …`` in each of these files of /etc/pam.d."""
    lines = [f"/etc/pam.d/{name.replace('_', '-')}: auth {rule}" for name, rule in stacks.items()]
    return setting(UNIX, *lines).second_factor


def fingerprint(secret: bytes) -> str:
    return "fp:" + sha256(b"key" + secret).hexdigest()[:32]


def masked(raw: bytes) -> bytes:
    return mask(raw, fingerprint)


def test_length_and_mixture_are_those_of_the_file() -> None:
    assert demanded(QUALITY, UNIX, quality=("minlen = 13", *MIXED)) == (13, True)


def test_options_of_the_module_go_before_the_file() -> None:
    assert demanded(f"{QUALITY} minlen=10 dcredit=0", quality=("minlen = 13", *MIXED)) == (10, False)


def test_options_of_the_module_alone_suffice() -> None:
    assert demanded(f"{QUALITY} minlen=12 ucredit=-1 dcredit=-1 ocredit=-1") == (12, True)


def test_without_any_setting_pwquality_demands_8_characters() -> None:
    assert demanded(QUALITY, UNIX) == (8, False)


@pytest.mark.parametrize(
    "line", ["minlen=13", "minlen = 13", "minlen\t=\t13", "minlen 13", "MINLEN = 13", "minlen = 13  # 院内規程"]
)
def test_the_file_is_read_as_pwquality_reads_it(line: str) -> None:
    assert demanded(QUALITY, quality=(line,)) == (13, False)


@pytest.mark.parametrize("line", ["# minlen = 13", "minlen = many", "minlength = 13", "minlen ="])
def test_what_pwquality_does_not_understand_sets_nothing(line: str) -> None:
    assert demanded(QUALITY, quality=(line,)) == (8, False)


def test_of_several_lines_the_last_counts() -> None:
    assert demanded(QUALITY, quality=("minlen = 13", "minlen = 9")) == (9, False)


@pytest.mark.parametrize(
    ("lines", "mixed"),
    [
        (MIXED, True),
        (("dcredit = -1", "ocredit = -2", "ucredit = -1"), True),
        (("dcredit = -1", "ocredit = -1"), False),
        (("lcredit = -1", "ucredit = -1", "dcredit = -1"), False),
        (("dcredit = 1", "ocredit = 1", "lcredit = 1"), False),
        (("minclass = 4",), True),
        (("minclass = 3",), False),
    ],
)
def test_mixed_are_letters_digits_and_symbols_each(lines: tuple[str, ...], mixed: bool) -> None:
    assert demanded(QUALITY, quality=lines)[1] is mixed


def test_a_credit_for_a_class_of_signs_makes_a_password_shorter() -> None:
    assert demanded(QUALITY, quality=("minlen = 8", "dcredit = 1", "ucredit = 1")) == (6, False)


def test_pwquality_that_only_warns_demands_nothing() -> None:
    assert demanded(QUALITY, UNIX, quality=("minlen = 13", "enforcing = 0", *MIXED)) == (6, False)


def test_pwquality_that_is_optional_demands_nothing() -> None:
    assert demanded(QUALITY.replace("requisite", "optional"), UNIX, quality=("minlen = 13",)) == (6, False)


@pytest.mark.parametrize(("options", "length"), [("obscure", 6), ("obscure minlen=10", 10), ("sha512", 0), ("", 0)])
def test_pam_unix_alone_demands_a_length_and_no_mixture(options: str, length: int) -> None:
    assert demanded(f"/etc/pam.d/common-password: password required pam_unix.so {options}") == (length, False)


def test_where_nothing_checks_passwords_nothing_is_demanded() -> None:
    assert demanded("/etc/pam.d/sshd: @include common-password") == (0, False)


@pytest.mark.parametrize(
    "stacks",
    [
        {"common_auth": ASKED},
        {"common_auth": f"requisite {OTP}"},
        {"common_auth": "[success=ok default=die] pam_u2f.so cue"},
        {"sshd": ASKED, "login": "required pam_oath.so"},
        {"system_auth": ASKED, "password_auth": ASKED},
    ],
)
def test_a_second_factor_is_asked_at_the_console_and_by_ssh(stacks: dict[str, str]) -> None:
    assert asks_twice(**stacks)


@pytest.mark.parametrize(
    "stacks",
    [
        {},
        {"sshd": ASKED},
        {"login": ASKED},
        {"system_auth": ASKED},
        {"password_auth": ASKED, "sshd": ASKED},
        {"common_auth": f"{ASKED} nullok"},
        {"common_auth": f"optional {OTP}"},
        {"common_auth": f"sufficient {OTP}"},
        {"common_auth": "[success=2 default=ignore] pam_yubico.so mode=client"},
        {"common_auth": "required pam_unix.so"},
    ],
)
def test_asked_in_one_place_or_where_it_may_be_left_out_it_is_none(stacks: dict[str, str]) -> None:
    assert not asks_twice(**stacks)


def test_every_account_with_a_password_has_its_limit_of_days() -> None:
    users = (
        "sato:1000:1000:/home/sato:/bin/bash\ntanaka:1001:1001:/home/tanaka:/bin/bash\nftp:14:14:/srv:/usr/sbin/nologin"
    )
    shadow = "sato:set:20000:60:\ntanaka:set:20000:99999:\nftp:set:20000:30:"
    assert setting(UNIX, users=users, shadow=shadow).max_days == (("sato", 60), ("tanaka", None))


def test_an_account_without_a_password_that_can_log_in_is_named() -> None:
    assert setting(UNIX, users="sato:1000:1000:/home/sato:/bin/bash", shadow="sato:empty:20000::").empty == ("sato",)


def test_settings_are_withheld_where_shadow_was_not_seen() -> None:
    assert "must run as root" in why_not(PasswordSetting, machine(shadow=77))


def test_the_recorded_debian_demands_ten_mixed_characters() -> None:
    found = says(PasswordSetting, samples.linux())
    assert (found.min_length, found.mixed, found.second_factor) == (10, True, False)


def test_marks_are_those_of_accounts_with_a_password() -> None:
    marks = says(PasswordMarks, masked(MARKS)).marks
    assert marks == tuple(PasswordMark(name, fingerprint(digest.encode())) for name, digest in DIGESTS.items())


def test_marks_are_withheld_where_shadow_was_not_seen() -> None:
    assert "must run as root" in why_not(PasswordMarks, samples.linux("debian12-systemd-user.txt"))


@pytest.mark.parametrize("name", samples.NAMES)
def test_no_digest_is_left_in_any_recorded_answer(name: str) -> None:
    assert re.search(rb"[0-9a-f]{33}", masked(samples.linux(name)).replace(b"fp:", b" ")) is None


def test_nothing_but_the_digests_changes() -> None:
    back = {fingerprint(digest.encode()).encode(): digest.encode() for digest in DIGESTS.values()}
    assert re.sub(rb"fp:[0-9a-f]{32}", lambda found: back[found[0]], masked(MARKS)) == MARKS


@pytest.mark.parametrize("option", ["passwd=hospital1", "key=aGltaXRzdQ==", "db_Password=s3cret", "secret=/x/y"])
def test_a_secret_in_a_line_of_pam_becomes_a_fingerprint(option: str) -> None:
    line = f"/etc/pam.d/common-auth: auth required pam_mysql.so user=ward {option} db=ward"
    name, _sign, secret = option.partition("=")
    kept = masked(machine(pam=f"{UNIX}\n{line}"))
    assert (secret.encode() in kept, f"{name}={fingerprint(secret.encode())} db=ward".encode() in kept) == (False, True)


def test_options_of_pam_that_are_no_secrets_stay() -> None:
    plain = machine(password_marks="", pam=f"{UNIX} minlen=12 remember=5\n{QUALITY} minclass=4 dcredit=-1")
    assert masked(plain) == plain


def test_an_answer_without_marks_stays_as_it_is() -> None:
    empty = machine(password_marks="")
    assert masked(empty) == empty


def test_a_digest_that_is_no_password_mark_stays() -> None:
    keyed = machine(password_marks="", key_holders=f"sato {DIGESTS['sato']}")
    assert masked(keyed) == keyed


def test_what_is_masked_stays_so_when_it_is_masked_again() -> None:
    assert masked(masked(MARKS)) == masked(MARKS)


def test_equal_passwords_have_equal_fingerprints_on_any_machine() -> None:
    same = machine(password_marks=f"old-vendor {DIGESTS['sato']}")
    (there,), (here, other) = says(PasswordMarks, masked(same)).marks, says(PasswordMarks, masked(MARKS)).marks
    assert there.fingerprint == here.fingerprint != other.fingerprint


@settings(max_examples=100)
@given(st.integers(MARKS.index(b"== password-marks"), MARKS.index(b"== key-holders")))
def test_of_an_answer_cut_off_no_piece_of_a_digest_is_left(length: int) -> None:
    after = masked(MARKS[:length]).partition(b"== password-marks")[2]
    assert re.sub(rb" \S+ fp:[0-9a-f]{32}(\n|$)", b"", after).strip(b"\n -0sato tanaka") == b""


def test_of_a_section_that_comes_twice_no_digest_is_left() -> None:
    twice = RECORDED + MARKS[MARKS.index(b"== password-marks") :]
    assert [digest for digest in DIGESTS.values() if digest.encode() in masked(twice)] == []
