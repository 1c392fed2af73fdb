"""Says in plain sentences what of a file of known labels could not be used, or looks like a mistake in it."""

import numpy as np

from cli.tables.answer_file import AnswerFile

#: Labels named in a sentence, and characters of each.
_SHOWN, _WIDTH = 5, 40


def gold_notes(file: AnswerFile) -> list[str]:
    """Return a sentence for each thing that whoever gave known labels may not expect; none without them.

    Args:
        file: Answers with what is known of them. A known label that nobody chose is often one that is written
            in another way than in the answers.
    """
    if file.gold is None:
        return []
    notes = []
    known = file.gold[file.gold >= 0]
    if not known.size:
        notes.append(
            "No task with a known label has an answer, so no known label was used. "
            "Do both files use the same names for tasks?"
        )
    elif file.n_gold_unused:
        notes.append(f"Known labels left out because their tasks have no answers: {file.n_gold_unused}.")
    chosen = np.bincount(file.answers.codes.label, minlength=len(file.answers.labels))
    odd = [file.answers.labels[code] for code in np.unique(known).tolist() if not chosen[code]]
    if odd:
        names = ", ".join(repr(label[:_WIDTH]) for label in odd[:_SHOWN])
        more = f" and {len(odd) - _SHOWN} more" if len(odd) > _SHOWN else ""
        notes.append(f"Known labels that nobody chose: {names}{more}. Are they spelled as in the answers?")
    return notes
