"""Files in and the dialogue that sets up a project."""

__all__ = ["dialogue", "file_words", "foreseen", "importing", "importing_screens"]
