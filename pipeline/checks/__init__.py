"""Record to findings: one function per finding code."""
