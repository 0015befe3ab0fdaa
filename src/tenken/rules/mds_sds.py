"""mds-sds: 事業者から製造業者/サービス事業者による医療情報セキュリティ開示書(MDS/SDS)を提出してもらう。

Met:      a disclosure is on file for every system of the vendor's contract.
Not met:  the vendor answered いいえ on its form, and nothing is on file.
Unknown:  for some system no disclosure was seen, or the one on file is past its review date.
Source:   checklist 2-3 (R5-R8). Current form Ver.5.0 (JAHIS 24-005). Guideline 7.0, 保守委託機関編: points answered
          いいえ want a risk assessment; they are counted in the words and change no standing.
"""

from datetime import date

from tenken.facts.model import SubjectId, SubjectKind
from tenken.facts.vendors import Disclosure, VendorAnswer, VendorContract
from tenken.rules.model import Exhibits, Finding, Policy, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.vendors import newest_answer
from tenken.text import Blanks, Message, _, shortened


def every_system_is_disclosed(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    on_file = seen.every(Disclosure)
    answer = newest_answer(seen, "mds-sds")
    if answer and not answer.says.yes and not on_file:
        return not_met(about, Message(_("the vendor answered いいえ: no disclosure was handed in")), answer)
    disclosed = {fact.says.product for fact in on_file}
    contract = seen[VendorContract]
    lacking = tuple(system for system in contract.says.systems if system not in disclosed)
    if lacking:
        because = Message(_("no disclosure was seen for: {systems}"), {"systems": shortened(lacking)})
        return cannot_tell(about, because, contract, *on_file)
    if not on_file:
        return cannot_tell(about, Message(_("no disclosure of this vendor was seen")), contract)
    blanks: Blanks = {"n": len(on_file), "open": sum(fact.says.open_points for fact in on_file)}
    if blanks["open"]:
        because = Message(_("{n} disclosures are on file; the risk of {open} points is still to be assessed"), blanks)
        return met(about, because, *on_file)
    return met(about, Message(_("{n} disclosures are on file"), blanks), *on_file)


RULES = (
    Rule(
        "mds-sds.every-system-is-disclosed",
        SubjectKind.VENDOR,
        (need(VendorContract), may(Disclosure), may(VendorAnswer)),
        Policy(),
        every_system_is_disclosed,
    ),
)
