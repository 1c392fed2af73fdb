pace-head = How much, when and about what I ask you
pace-tasks-line = Questions a day: { $value }
pace-pushes-line = Times a day I write to you first: { $value }
pace-quiet-line = Quiet hours: { $value }
pace-zone-line = Your clock: { $time } ({ $city })
pace-no-zone = I don’t know your time zone yet. Until I do, I only write within three hours of your last message, so that I never wake you.
pace-tasks-any = no limit
pace-tasks-number = at most { $n }
pace-pushes-any = no limit
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
pace-ask-tasks = How many questions a day do you want at most? Choose one, or type a number.
pace-ask-pushes = How many times a day may I write to you first when there’s something new? Choose one, or type a number.
pace-ask-quiet = When should I never write to you? Choose, or type your hours, for example 23-7.
pace-ask-areas = Where are you? Choose a part of the world, or type the name of a large city in your time zone. You can also send me your location (the paper clip, then Location): I only keep its time zone.
pace-ask-zones = Which of these cities is in your time zone?
pace-saved = Saved.
pause-tomorrow = Until tomorrow
pause-days = { $days ->
    [7] A week
    [30] A month
   *[other] { $days } days
}
pause-open = Until I say so
paused-until = You’re taking a break until { $day }, { $time } your time. I’ll be back then, or sooner if you like.
paused-until-utc = You’re taking a break until { $day }, { $time } (UTC). I’ll be back then, or sooner if you like.
pause-set = { $days ->
    [0] Paused until you send /resume.
    [one] Paused for a day.
   *[other] Paused for { $days } days.
}
pause-over = Your break is over.
card-enough = That’s all you wanted for today. Thank you! I’ll have more tomorrow; /pace changes how many you get.
card-backs-off = This is the last time I write until I hear from you: I don’t want to bother you.
button-pace = When may I write to you?
command-pace = How much, when and about what I ask you
pace-now = Now: { $value }
pace-which = { $found } of what? Tap “Questions a day” or “How often I write” first, then type the number.
refused-pace-tasks = I couldn’t read “{ $found }” as a number of questions. Type a number from 1 to { $most }, for example 10, or “any” for no limit. To leave it as it is, send /cancel.
refused-pace-pushes = I couldn’t read “{ $found }” as a number of messages. Type a number from 0 to { $most }, for example 2, or “never”. To leave it as it is, send /cancel.
refused-pace-quiet = I couldn’t read “{ $found }” as quiet hours. Type them from one time to another, for example 23-7 or 22:30 - 8:00, or “none”. To leave them as they are, send /cancel.
refused-pace-digest = I couldn’t read “{ $found }” as a time. Type an hour, for example 18:00, or “none”. To leave it as it is, send /cancel.
refused-pace-zone = I don’t know the city “{ $found }”. Type the name of a large city in your time zone, for example Madrid or Tokyo, or choose one with the buttons. To leave it as it is, send /cancel.
refused-pace-tap = Please tap one of the buttons. To leave this as it is, send /cancel.
