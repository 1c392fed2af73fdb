rules-head = <b>When “{ $name }” stops asking</b>
rules-effect = Tap what you want to change. A change applies to all tasks at once: tasks that are now certain enough will close, and tasks that no longer meet the rules will open again.
draft-margin = <b>By how many answers must an option be ahead?</b> I’ll also stop once one option has that many more answers than any other, whoever gave them. Tap or type a number, or type - to turn this off.
draft-nothing = <b>Which option means “nothing here”?</b> If most tasks are empty, a few such answers in a row are enough. Tap or type it, or type - to turn this off.
draft-run = <b>How many answers in a row must say “{ $option }”?</b> Then I’ll stop, even if the task doesn’t have its minimum of answers yet.
panel-margin = Also stops when one option is { $margin } ahead of every other
panel-nothing = Also stops when { $run ->
        [one] one answer says
       *[other] { $run } answers in a row say
    } “{ $option }”
panel-reason = { $reason ->
        [target] certain enough { $count }
        [nothing_here] nothing there { $count }
        [margin] far enough ahead { $count }
        [max_answers] at the maximum { $count }
        [out_of_reach] couldn’t be settled { $count }
        [nobody_left] nobody left to ask { $count }
        [budget] at the project’s limit { $count }
        [deadline] out of time { $count }
        [known] known in advance { $count }
        [not_applicable] not applicable { $count }
       *[cancelled] cancelled { $count }
    }
panel-reasons = Closed: { $reasons }
ends-ask = <b>When should “{ $name }” end at the latest?</b>
ends-never = Right now, it ends when all of its tasks are closed.
ends-how = Type a number of answers (so far: { $answers }) or a time, such as “tomorrow 18:00”, “friday”, “in 3 days” or “24.12.2026 18:00”. A day without a time means the end of that day. Tasks that are still open then will close with the answers they have. You can raise the limit later.
button-edit-margin = { $value ->
        [0] Stop when ahead by…
       *[other] Stop when ahead by { $value }
    }
button-edit-nothing = { $known ->
        [0] Stop early if empty…
       *[other] Stop early on “{ $value }”
    }
button-edit-ends = { $which ->
        [none] End date or limit…
        [budget] Ends after { $answers } answers
        [deadline] Ends { $time } { $zone }
       *[both] Ends after { $answers } or { $time }
    }
button-rules = When to stop
button-rule-none = Turn this off
button-ends-never = No limit
button-ends-answers = { $count ->
        [one] One answer
       *[other] { $count } answers
    }
button-ends-days = { $days ->
        [one] In a day
       *[other] In { $days } days
    }
project-ended-budget =
    <b>{ $project } has ended.</b>
    { $tasks ->
        [one] One task
       *[other] { $tasks } tasks
    }, { $answers ->
        [one] one answer
       *[other] { $answers } answers
    }.
    It reached the number of answers that you set, so the tasks that were still open closed with the answers they had. To go on, tap “When to stop” on its panel and set a higher number.
project-ended-deadline =
    <b>{ $project } has ended.</b>
    { $tasks ->
        [one] One task
       *[other] { $tasks } tasks
    }, { $answers ->
        [one] one answer
       *[other] { $answers } answers
    }.
    Its time was up, so the tasks that were still open closed with the answers they had. To go on, tap “When to stop” on its panel and set a later time.
panel-budget-short = ⚠️ { $answers } answers can’t cover { $tasks ->
        [one] one task
       *[other] { $tasks } tasks
    } with at least { $fewest } each: that takes { $needed }. Tasks that get too few answers close undecided.
zone-of-city = { $city } time
zone-known = Times are in { $city } time. To change that, send /pace.
zone-unknown = Times are in UTC, because I don’t know your time zone. To set it, send /pace.
