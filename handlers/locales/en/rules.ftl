rules-head = <b>When do I stop asking about a task of “{ $name }”?</b>
rules-effect = Tap what you want to change. A change holds for all tasks at once: what is sure enough by it closes, and what closed by another rule opens again if it no longer would.
draft-margin =
    <b>How many answers ahead is enough?</b> I then also stop when one answer has so many more than any other, whoever gave them. Type a number, or - for no such rule.
draft-nothing =
    <b>Which answer says that there is nothing?</b> Where most tasks are empty, a few of those in a row are enough. Choose or type it, or - for no such rule.
draft-run = <b>How many answers in a row must say “{ $option }”?</b> Then I stop, even before the fewest answers.
panel-margin = Also stops when one answer is { $margin } ahead of every other
panel-nothing = Also stops when { $run ->
        [one] one answer says
       *[other] { $run } answers in a row say
    } “{ $option }”
panel-reason = { $reason ->
        [target] sure enough { $count }
        [nothing_here] nothing there { $count }
        [margin] far enough ahead { $count }
        [max_answers] most answers { $count }
        [out_of_reach] could not be settled { $count }
        [nobody_left] nobody left to ask { $count }
        [budget] most answers in all { $count }
        [deadline] time over { $count }
        [known] known beforehand { $count }
       *[cancelled] cancelled { $count }
    }
panel-reasons = Closed: { $reasons }
ends-ask = <b>When does “{ $name }” end at the latest?</b>
ends-never = Now: when all of its tasks are closed.
ends-how =
    Type the most answers in all (so far: { $answers }), or a time: 2026-12-24, 2026-12-24 18:00 (UTC), +3d or +12h from now. What is open then closes with the answers that it has. A limit can be raised later.
button-edit-margin = Margin
button-edit-nothing = Nothing here
button-edit-ends = Ends
button-rules = Stopping
button-rule-none = No such rule
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
    It had the most answers that you set, so what was open closed with the answers that it had. To go on, set a higher number with “Stopping” on its panel.
project-ended-deadline =
    <b>{ $project } has ended.</b>
    { $tasks ->
        [one] One task
       *[other] { $tasks } tasks
    }, { $answers ->
        [one] one answer
       *[other] { $answers } answers
    }.
    Its time was over, so what was open closed with the answers that it had. To go on, set a later time with “Stopping” on its panel.
