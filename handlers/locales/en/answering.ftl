card-idle = Nothing is waiting for you right now. I will write to you when there is something.
card-paused = Paused. Nothing is asked of you until you go on.
card-left = You are unsubscribed. Send /start to come back.
card-expired = This task has gone on to somebody else, as it waited for a while. Whenever you like:
card-given = You answered: { $option }
card-change = You are changing your last answer.
card-skip = Why do you skip this one?
card-cut = There is more to read: tap “Read all”.
question-to-come = (the question comes here)
button-skip = Skip
button-more = Read all
button-back = Back
button-keep = Keep my answer
button-to-answer = Back to the question
button-change = Change my last answer
skip-dont-know = I don’t know
skip-unclear = The question is unclear
skip-broken = Something is broken
skip-not-for-me = Not for me
skipped = Skipped.
answer-saved = Saved, thank you!
answer-late = This question was settled before your answer came. It is kept, but not counted. Thank you all the same!
answer-changed = Changed.
answer-same = That was your answer already.
answered-before = You have answered this one. To change your last answer, use the button for it.
skipped-before = You have skipped this one.
change-too-old = An answer can be changed for 15 minutes; that time is over.
skip-late = This task is over; there is nothing to skip.
card-ends = { $minutes ->
    [one] In a minute this one goes on to somebody else.
   *[other] In { $minutes } minutes this one goes on to somebody else.
}
button-more-time = More time
time-given = Take your time.
time-enough = It was kept for you for long already. You can still answer until it goes on.
