preview-head = Preview: task { NUMBER($number, useGrouping: 0) } of { NUMBER($total, useGrouping: 0) }
draft-head = { $name } · step { $number } of { $total }
draft-name = <b>What should the project be called?</b> Contributors see this name on every task. Type a new one, or keep:
draft-question =
    <b>What do you want to ask about each task?</b>
    Type the question the way people should read it. For example: “Is this review positive?”
draft-target = <b>How sure must I be of an answer?</b> Once I’m that sure, I stop asking about the task. Tap or type a percentage.
draft-min = <b>How many answers should each task get at least?</b> Tap or type a number.
draft-max = <b>How many answers should a task get at most?</b> After that I stop, even if people disagree. Tap or type a number.
draft-ready =
    <b>Ready to launch: { $name }</b>
    Question: { $question }
    { $set_up }
    Tasks: { $tasks }
button-edit-name = Name: { $value }
button-edit-question = Question: { $value }
button-edit-target = Stop when { NUMBER($value, maximumFractionDigits: 1) } % sure
button-edit-min = At least { $value ->
        [one] one answer
       *[other] { $value } answers
    }
button-edit-max = At most { $value ->
        [one] one answer
       *[other] { $value } answers
    }
button-preview = Preview
button-launch = Launch
button-edit = Edit
button-go-on = Continue
button-pause = Pause
button-resume-project = Resume
button-results = Results
button-cancel = Cancel
button-cancel-surely = Yes, end it for good
launched = Launched!
results-coming = The files are on their way.
results-checking = I’m checking all answers once more; the files will follow in a moment.
panel-state = State: { $state ->
        [draft] not launched yet
        [running] running
        [preparing] preparing: its tasks are offered in a moment
        [paused] paused
        [held] paused by an admin; only an admin can resume it
        [reported] paused until an admin has looked at what people reported
        [completed] done
        [ending] ending: the last tasks are being closed
       *[cancelled] cancelled
    }
state-name = { $state ->
        [draft] draft
        [running] running
        [paused] paused
        [completed] done
       *[cancelled] cancelled
    }
panel-tasks = Tasks: { NUMBER($tasks, useGrouping: 0) }
panel-closed = { $cut_off ->
        [0] { NUMBER($closed, useGrouping: 0) } of { NUMBER($tasks, useGrouping: 0) } tasks closed
       *[other] { NUMBER($closed, useGrouping: 0) } of { NUMBER($tasks, useGrouping: 0) } tasks decided; { $how ->
            [cancelled] { NUMBER($cut_off, useGrouping: 0) } still open when you cancelled
           *[ended] { NUMBER($cut_off, useGrouping: 0) } still open when it ended
        }
    }
panel-answers = Answers: { $answers } ({ NUMBER($per_task, minimumFractionDigits: 1) } a task){ $late ->
        [0] {""}
       *[other] , too late to count: { $late }
    }
panel-confidence = Stated confidence: { NUMBER($percent, maximumFractionDigits: 1) } % on average
panel-rule = Stops asking about a task at { NUMBER($target, maximumFractionDigits: 1) } % certainty, after { $fixed ->
        [1] exactly { $min ->
            [one] one answer
           *[other] { $min } answers
        }
       *[other] { $min } to { $max } answers
    }
panel-limits = { $which ->
        [none] No end date or limit
        [budget] Ends at the latest after { $answers } answers in all
        [deadline] Ends at the latest on { $time } { $zone }
       *[both] Ends at the latest after { $answers } answers in all, or on { $time } { $zone }
    }
panel-forecast =
    Answers in all: { $exact ->
        [0] about { $likely } (probably { $low } to { $high })
       *[other] about { $likely }
    }
panel-unfinished = This project isn’t fully set up yet.
panel-cancel = <b>End “{ $name }” for good?</b> Nobody will be asked anything more, and open tasks will close with the answers they have. This can’t be undone.
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
projects-how = Send /projects by itself for your projects.{ $admin ->
        [yes] {" "}For everybody’s, send /projects all; for a later page, add its number: /projects all 2.
       *[no] {""}
    }
projects-none = You don’t have any projects yet. To start one, send me your tasks: a CSV, Excel or JSON file, or just paste lines. /help says how a file should look.
results-none = You haven’t launched any of your projects yet, so there’s nothing to show. /projects lists them.
draft-more =
    <b>All settings of “{ $name }”</b>
    Tap what you want to change.
effort-head = <b>How thorough should I be?</b>
effort-name = { $effort ->
        [quick] Quick
        [balanced] Balanced
        [careful] Careful
       *[own] Your own numbers
    }
effort-line = { $name }: { NUMBER($target, maximumFractionDigits: 1) } % sure, { $fixed ->
        [1] exactly { $min ->
            [one] one answer
           *[other] { $min } answers
        }
       *[other] { $min } to { $max } answers
    } per task, { $cost }
effort-cost = { $exact ->
        [0] about { $likely } in all (probably { $low } to { $high })
       *[other] about { $likely } in all
    }
effort-range = { $low } to { $high } in all
effort-foot = I stop asking about a task once I’m that sure of its answer. To set exact numbers, type them, for example: 95 % 3-7
button-edit-more = More…
button-delete = Delete draft…
button-delete-surely = Yes, delete it
panel-delete = <b>Delete the draft “{ $name }”?</b> This deletes the project and its tasks, and can’t be undone.
draft-expires = You haven’t touched the project “{ $project }” for almost { $days } days, and it was never launched. I’ll delete it in a day. To keep it, open it with /projects.
draft-expired = I’ve deleted the project “{ $project }”: it was never launched, and you hadn’t touched it for { $days } days.
draft-deleted = I’ve deleted the draft “{ $name }”.
panel-skips = Skipped { $total ->
        [one] once
       *[other] { $total } times
    }: { $reasons }
skip-count = { $reason ->
        [broken] { $count } broken
        [unclear] { $count } unclear
        [dont_know] { $count } didn’t know
       *[not_for_me] { $count } not for them
    }
button-skipped = Skipped tasks
skipped-head = <b>Tasks that people find broken in “{ $name }”</b>
skipped-none = Nobody has marked a task as broken or unclear.
skipped-task = • { $reasons }: “{ $text }” (id { $key })
skipped-foot = The results file shows for each task how often people skipped it, and why.
summary-head = <b>Results of “{ $name }”</b>
summary-doubts = Least certain:
summary-doubt = • { $value }, { NUMBER($percent, maximumFractionDigits: 1) } % sure: “{ $text }” (id { $key })
summary-skips = Tasks that somebody skipped as broken: { $broken }; as unclear: { $unclear }. To see which, tap “Skipped tasks” on the panel.
summary-known = { $known ->
        [0] No task has a result yet.
        [one] { $tasks ->
            [one] The one task has a result.
           *[other] One of { $tasks } tasks has a result.
        }
       *[other] { $known } of { $tasks } tasks have a result.
    }{ $cut_off ->
        [0] {""}
        [one] {" "}One task was still open when the project ended.
       *[other] {" "}{ $cut_off } tasks were still open when the project ended.
    }
