"""The shared nouns. Imports no other sub-package."""
