"""SourceDocument to PlanDocument: canonical text, zones, outline, tables, footnotes."""
