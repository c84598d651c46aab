"""Doc to extractions: one module per field."""
