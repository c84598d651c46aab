"""Pure functions from words to values: text keys, numbers, dates, document numbers, organisations."""
