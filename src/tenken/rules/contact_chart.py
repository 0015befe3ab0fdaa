"""contact-chart: インシデント発生時における組織内と外部関係機関(事業者、厚生労働省、警察等)への連絡体制図がある。

Met:      the chart is approved, in effect, and shows the line inside, the vendors, the ministry and the police.
Not met:  one of them is missing on it, or nobody approved it.
Unknown:  no chart is on file, or its review date has passed.
Source:   checklist 3-1 (R5-R8), wording; inspectors ask to see it.
"""

from tenken.facts.documents import DocumentType
from tenken.rules.papers import PaperPolicy, paper_holds, paper_rule

RULES = (
    paper_rule(
        "contact-chart.the-chart-is-in-effect",
        DocumentType.CONTACT_CHART,
        PaperPolicy(must_cover=("internal", "vendor", "ministry", "police")),
        paper_holds,
    ),
)
