"""From a file to a project that is ready to launch."""

__all__ = [
    "answer_draft",
    "choose_suggestion",
    "delete_draft",
    "expire_drafts",
    "import_pages",
    "preview_task",
    "suggest_answers",
    "take_file",
    "understand_file",
]
