"""Tests of the comparison of records."""
