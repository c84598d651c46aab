"""PlanDocument to spaCy Doc: tokenizer, rules, gazetteers."""
