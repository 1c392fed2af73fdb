file-understood =
    <b>{ $pasted ->
        [0] I’ve read { $name }:
       *[other] I’ve read your message:
    } { $rows ->
        [one] one task
       *[other] { $rows } tasks
    }.</b>
file-columns = Contributors will see: { $columns }.
file-gold = { $count ->
        [one] One task has a known answer (gold).
       *[other] { $count } tasks have a known answer (gold).
    } Contributors don’t see it.
file-named = { $count ->
        [one] One task goes only to the people you named for it.
       *[other] { $count } tasks go only to the people you named for them.
    }
file-keys = The results will include your own ids.
file-title = I named the project “{ $text }” after your caption.
file-question = I took your caption as the question: “{ $text }”
file-unused = Your caption is too long for a name, so I haven’t used it.
file-preview = Here’s how the first task will look:
pasted-name = My tasks
file-lines =
    <b>{ $tasks ->
        [one] Is this a task?
       *[other] Are these { $tasks } tasks?
    }</b>
file-lines-more = … and { $more } more
button-file-lines-first = Yes, start a project
button-file-lines-other = No
file-heading = <b>Is the first line a heading or a task?</b> It says:
button-file-heading-first = A heading
button-file-heading-other = A task
file-missing =
    { $gold ->
        [0] <b>{ $total ->
            [one] One row says nothing but { $values }.
           *[other] { $total } rows say nothing but { $values }.
        }</b> Shall I leave { $total ->
            [one] that row
           *[other] those rows
        } out, or is that text like any other?
       *[other] <b>{ $total ->
            [one] One row says { $values } as the known answer.
           *[other] { $total } rows say { $values } as the known answer.
        }</b> Does that mean the answer isn’t known, or is it one of the options?
    }
button-file-missing-first = { $gold ->
        [0] Leave out
       *[other] Not known: leave it blank
    }
button-file-missing-other = { $gold ->
        [0] Keep { $values } as text
       *[other] { $values }: an option
    }
file-bad-rows =
    <b>I read { $rows ->
        [one] one row
       *[other] { $rows } rows
    }, and { $bad ->
        [one] one of them can’t be used.
       *[other] { $bad } of them can’t be used.
    }</b> Go on without { $bad ->
        [one] it
       *[other] them
    }, or stop and correct the file first?
button-file-bad-rows-first = { $good ->
        [one] Go on with the other row
       *[other] Go on with the other { $good }
    }
button-file-bad-rows-other = Stop here
file-refused = <b>I can’t use { $name }, so nothing was imported.</b>
file-stopped = OK, nothing was imported from { $name }.
pasted-lines = your lines
file-replaced = You sent { $after } instead, so I’ve put { $name } aside.
file-reading = Reading { $name } …
file-queued =
    <b>{ $ahead ->
        [one] One import is ahead of yours.
       *[other] { $ahead } imports are ahead of yours.
    }</b> I’ll start with { $name } as soon as it’s your turn.
file-importing =
    <b>Importing { $name }: { $done } %</b>
    It has { $rows ->
        [one] one task.
       *[other] { $rows } tasks.
    } You can go on using me meanwhile.
button-file-stop = Cancel
file-too-hard = <b>Reading { $name } takes more memory or time than I have, so nothing was imported.</b> Split it into smaller files, or save it as CSV and send me that.
file-failed = <b>I started importing { $name } several times and never finished, so nothing was imported.</b> Please send it again. If it fails again, split it into smaller files.
file-gone = I can’t get { $name } from Telegram any more. Please send it again.
file-export =
    Send me a table: one row for each task. Excel files (XLSX, XLS), CSV, TSV and JSON all work, and you can simply paste lines of text.
    • Excel: File › Save As › CSV UTF-8
    • LibreOffice: File › Save As › Text CSV
    • Google Sheets: File › Download › Comma-separated values
unfit-file-question = Please tap one of the buttons under the question about { $file }, or send /cancel.
unfit-lines-question = Please tap one of the buttons under the question about your lines, or send /cancel.
cancelled-file = OK, I’ve put { $file } aside and haven’t started a project.
cancelled-lines = OK, I’ve put your lines aside and haven’t started a project.
file-errors-more = The file errors.csv lists every row with an error (up to a thousand).
