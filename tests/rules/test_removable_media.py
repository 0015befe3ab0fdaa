"""USBストレージ等の外部記録媒体や情報機器に対して接続を制限している。"""

from datetime import timedelta

from tenken.facts.media import RemovableMedia
from tenken.rules.model import Standing
from tests.build import SERVER, fact, finding

RULE = "removable-media.usb-storage-is-restricted"


def test_met_when_a_setting_restricts_usb_storage_and_it_is_named() -> None:
    found = finding(RULE, SERVER, fact(RemovableMedia(restricted=True, how="usbguard"), SERVER))
    assert (found.standing, "usbguard" in str(found.because)) == (Standing.MET, True)


def test_not_met_when_nothing_restricts_it() -> None:
    found = finding(RULE, SERVER, fact(RemovableMedia(restricted=False, how=""), SERVER))
    assert found.standing is Standing.NOT_MET


def test_unknown_when_the_setting_was_not_seen() -> None:
    assert finding(RULE, SERVER).standing is Standing.UNKNOWN


def test_unknown_when_it_was_last_seen_eight_days_ago() -> None:
    old = fact(RemovableMedia(restricted=True, how="usbguard"), SERVER, timedelta(days=8))
    assert finding(RULE, SERVER, old).standing is Standing.UNKNOWN
