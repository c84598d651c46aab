"""Training of the learned parts; the pipeline only loads what they write."""
