"""Speed as ratios within one run: each stage against a floor measured on the same input, in turn."""
