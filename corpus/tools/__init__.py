"""What turns a source of the corpus into files and gold; no part of the pipeline."""
