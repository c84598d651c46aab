"""Records against annotated documents: precision, recall and F1 per field."""
