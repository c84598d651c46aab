"""Reviewed data: rules (`*.toml`) with their own examples, gazetteers (`*.csv`), and their loader."""

from pipeline.patterns.gazetteer import Name, load_names, read_table
from pipeline.patterns.loader import Rule, RuleError, load_rules, read_rules

__all__ = ["Name", "Rule", "RuleError", "load_names", "load_rules", "read_rules", "read_table"]
