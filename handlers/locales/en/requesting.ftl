file-understood =
    <b>I have read your file.</b>
    { $rows ->
        [one] One task
       *[other] { $rows } tasks
    }, shown with: { $columns }.{ $keys ->
        [0] {""}
       *[other] {" "}Your own ids are kept.
    }{ $gold ->
        [0] {""}
       *[other] {" "}Known answers (gold): { $gold }.
    }{ $named ->
        [0] {""}
       *[other] {" "}For named people only: { $named }.
    }
    This is how the first task will look:
preview-head = Preview of task { $number }
draft-head = Step { $number } of { $total }
draft-name = <b>What is the project called?</b> Contributors see this name. Type it, or keep:
draft-question = <b>What do you ask of each task?</b> For example: “Does the first text imply the second?”
draft-options =
    <b>Which answers are there?</b> Type them, one in each line or separated by commas (2 to 50), or choose:
draft-target = <b>How sure must an answer be?</b> I stop asking about a task as soon as its answer is that certain.
draft-min = <b>How many answers does each task get at least?</b>
draft-max = <b>How many answers does a task get at most?</b> Then I stop even if people disagree.
draft-ready =
    <b>Ready: { $name }</b>
    Question: { $question }
    Answers: { $options }
    Stop at { NUMBER($target, maximumFractionDigits: 1) } % certainty, with { $min } to { $max } answers a task. In all: { $tasks ->
        [one] one task
       *[other] { $tasks } tasks
    }.
draft-forecast =
    Answers in all: { $exact ->
        [0] about { $likely } (probably { $low } to { $high })
       *[other] about { $likely }
    }
draft-ready-end =
    {""}
    Have a look, change what you like, then launch.
button-edit-name = Name
button-edit-question = Question
button-edit-options = Answers
button-edit-target = Certainty
button-edit-min = Fewest
button-edit-max = Most
button-preview = Preview
button-next-preview = Next preview ›
button-launch = Launch
button-edit = Edit
button-go-on = Go on
button-pause = Pause
button-resume-project = Resume
button-results = Results
button-cancel = Cancel
button-cancel-surely = Yes, end it for good
option-yes = Yes
option-no = No
launched = Launched!
results-coming = The files are on their way.
results-checking = Checking all answers once more; the files follow in a moment.
panel-state = State: { $state ->
        [draft] not launched yet
        [running] running
        [paused] paused
        [completed] done
       *[cancelled] cancelled
    }
state-name = { $state ->
        [draft] draft
        [running] running
        [paused] paused
        [completed] done
       *[cancelled] cancelled
    }
panel-closed = { NUMBER($closed, useGrouping: 0) } of { NUMBER($tasks, useGrouping: 0) } tasks closed
panel-answers = Answers: { $answers } ({ NUMBER($per_task, minimumFractionDigits: 1) } a task){ $late ->
        [0] {""}
       *[other] , too late to count: { $late }
    }{ $skips ->
        [0] {""}
       *[other] , skipped: { $skips }
    }
panel-confidence = Stated confidence: { NUMBER($percent, maximumFractionDigits: 1) } % on average
panel-rule = Stops at { NUMBER($target, maximumFractionDigits: 1) } % or { $max } answers, after { $min } at least
panel-limits = Ends at the latest { $kind ->
        [budget] after { $answers } answers in all
        [deadline] on { $time } UTC
       *[both] after { $answers } answers in all, or on { $time } UTC
    }
panel-forecast =
    Answers in all: { $exact ->
        [0] about { $likely } (probably { $low } to { $high })
       *[other] about { $likely }
    }
panel-unfinished = Some questions about it are still open.
panel-cancel = <b>End “{ $name }” for good?</b> Nothing more is asked; open tasks close with the answers that they have. This cannot be undone.
project-complete =
    <b>{ $project } is done.</b>
    { $tasks ->
        [one] One task
       *[other] { $tasks } tasks
    }, { $answers ->
        [one] one answer
       *[other] { $answers } answers
    }.
projects-head = <b>Your projects</b>
projects-none = You have no project yet. Send me a CSV or JSONL file with tasks to begin; /help says how it should look.
file-refused =
    <b>I could not use this file, and took nothing from it.</b>
    { $total ->
        [one] One thing is wrong with it:
       *[other] { $total } things are wrong with it:
    }
file-errors-more = … and { $more } more. The file errors.csv lists them (the first thousand).
file-row = row { $row }
file-whole = the file
results-none = None of your projects has been launched yet. /projects lists them.
