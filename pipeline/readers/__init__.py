"""File to SourceDocument: one module per format family."""
