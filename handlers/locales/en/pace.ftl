pace-head = How much, how often, when, about what
pace-tasks-line = Questions a day: { $value }
pace-pushes-line = How often I write first, a day: { $value }
pace-quiet-line = Quiet hours: { $value }
pace-zone-line = Your clock: { $time } ({ $city })
pace-no-zone = I do not know your time zone yet. Until I do, I only write to you shortly after you were here, so that I never wake you.
pace-tasks-any = as many as there are
pace-tasks-number = { $n } at most
pace-pushes-any = whenever there is something
pace-pushes-number = { $n ->
    [0] never
   *[other] { $n }
}
pace-quiet-never = none
pace-quiet-hours = { $from } to { $until }
pace-change-tasks = Questions a day
pace-change-pushes = How often I write
pace-change-quiet = Quiet hours
pace-change-zone = Time zone
pace-ask-tasks = How many questions a day are enough for you?
pace-ask-pushes = How often a day may I write to you when there is something new?
pace-ask-quiet = When shall I never write to you?
pace-ask-areas = Where are you? Choose a part of the world, or write the name of a large city with your time, or send me your place (the paper clip, then Location): I only keep its time zone.
pace-ask-zones = Which of these cities has your time?
pace-saved = Saved.
pause-tomorrow = Until tomorrow
pause-days = { $days ->
    [7] A week
    [30] A month
   *[other] { $days } days
}
pause-open = Until I say so
paused-until = Paused until { $day }, { $time } on your clock. Then I go on by myself, or sooner if you say so.
paused-until-utc = Paused until { $day }, { $time } (UTC). Then I go on by myself, or sooner if you say so.
pause-set = { $days ->
    [0] Paused until you send /resume.
    [one] Paused for a day.
   *[other] Paused for { $days } days.
}
pause-over = You are not paused any more.
card-enough = That is as much as you wanted for today. Thank you! Tomorrow I will have more; /pace changes how much.
card-backs-off = This is the last time I write before you do: I do not want to disturb you.
button-pace = When may I write to you?
command-pace = How much, how often, when, about what
