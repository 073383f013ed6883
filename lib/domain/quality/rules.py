"""The rules: one row each. A further rule is a function, a row here, its sentence in lib/text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lib.domain.quality import figure_rules, paper_rules, time_rules
from lib.domain.quality.findings import Rule, RuleKey, Severity

# No plan or law sets these limits: all of them are proposals, and pages say so.
RULES: Final[Sequence[Rule]] = (
    Rule(RuleKey.OVER_WHOLE, Severity.SEVERE, figure_rules.over_whole),
    Rule(RuleKey.PERCENT_OVER, Severity.SEVERE, figure_rules.percent_over, {"most": 100}),
    Rule(
        RuleKey.OUTLIER,
        Severity.SEVERE,
        figure_rules.outliers,
        {"robust_limit": 4.5, "least_spread": 0.4, "least_units": 5, "least_difference": 10},
    ),
    Rule(
        RuleKey.JUMP, Severity.MEDIUM, figure_rules.jumps, {"factor": 5, "least_difference": 20}
    ),
    Rule(RuleKey.NO_EVIDENCE, Severity.MEDIUM, paper_rules.no_evidence),
    Rule(RuleKey.ALL_ZERO, Severity.MEDIUM, figure_rules.all_zero),
    Rule(
        RuleKey.LONE_ZERO, Severity.MEDIUM, figure_rules.lone_zeros,
        {"least_units": 5, "share": 0.8},
    ),
    Rule(
        RuleKey.COPIED, Severity.MEDIUM, paper_rules.copied,
        {"least_letters": 60, "least_units": 2},
    ),
    Rule(RuleKey.EVIDENCE_LATE, Severity.MEDIUM, paper_rules.evidence_late, {"days": 3}),
    Rule(RuleKey.SILENT, Severity.MEDIUM, time_rules.silent, {"days": 14}),
    Rule(RuleKey.DEADLINE_MOVED, Severity.LIGHT, time_rules.deadline_moved, {"times": 2}),
)  # fmt: skip
BY_KEY: Final[Mapping[RuleKey, Rule]] = {rule.key: rule for rule in RULES}
