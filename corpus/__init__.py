"""The project's own sample documents: one readable source each, built as TXT, DOCX and PDF with its gold."""
