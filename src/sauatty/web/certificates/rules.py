"""What a certificate may ask for: where apps register their rules. They are kept one floor lower."""

from sauatty.web.entitlements.rules import (
    Progress,
    Rule,
    RuleForm,
    all_rules,
    check_all,
    described,
    register_rule,
    rules_of,
)

__all__ = ["Progress", "Rule", "RuleForm", "all_rules", "check_all", "described", "register_rule", "rules_of"]
