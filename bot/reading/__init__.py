"""Large files: read in a process of their own, imported in pages."""
