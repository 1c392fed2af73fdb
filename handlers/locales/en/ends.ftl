ends-ask = <b>When does “{ $name }” end at the latest?</b>
ends-never = Now: when all of its tasks are closed.
ends-how =
    Type the most answers in all (so far: { $answers }), or a time: 2026-12-24, 2026-12-24 18:00 (UTC), +3d or +12h from now. What is open then closes with the answers that it has. A limit can be raised later.
button-ends = Ends
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
    It had the most answers that you set, so what was open closed with the answers that it had. To go on, set a higher number with “Ends” on its panel.
project-ended-deadline =
    <b>{ $project } has ended.</b>
    { $tasks ->
        [one] One task
       *[other] { $tasks } tasks
    }, { $answers ->
        [one] one answer
       *[other] { $answers } answers
    }.
    Its time was over, so what was open closed with the answers that it had. To go on, set a later time with “Ends” on its panel.
