"""Strings to values: text folding, numbers, dates, document numbers, organisations. Pure."""
