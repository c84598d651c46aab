"""Rules and gazetteers as data, and the loader that validates them."""
