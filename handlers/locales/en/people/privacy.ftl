command-privacy = What I store about you, and why
command-mydata = Get everything I store about you
command-forget = Delete everything about you
help-privacy =
    <b>Your data</b>
    /privacy – what I store about you, and why
    /mydata – get everything I store about you
    /forget – delete it
button-privacy = Privacy
button-consent-text = What you’d agree to
privacy-who =
    <b>Privacy</b>
    This bot runs on Askmany. The person or organisation that runs it, its operator, is responsible for your data.
privacy-contact = <b>Questions and complaints:</b> { $contact }
privacy-contact-none = The operator hasn’t given an address for questions. If you need one before you take part, ask whoever sent you here.
privacy-own = <b>The operator’s own policy:</b> { $link }
privacy-stored =
    <b>What is stored</b>
    • Your Telegram number, your language and the link that brought you. Your name, @username and phone number are not kept.
    • When you agreed, and to which text.
    • The tasks you were offered, your answers and changes, what you skipped or reported and why, and an estimate of how often you’re right.
    • What you chose with /pace, and when you were last active.
    • If you ask people yourself: your projects, their tasks and your announcements.
privacy-why =
    <b>Why</b>
    To ask you questions you can answer, at times that suit you, and to work out reliable results from everybody’s answers. Answers are only asked for and stored after you agree. They may be used to build and test data sets and models.
privacy-seen =
    <b>Who sees it</b>
    Whoever asked gets your answers under a random pseudonym, a different one in each project. Only somebody who asks you personally, by your number, knows which answers to that question are yours. The operator can see everything. Telegram carries all messages.
privacy-time =
    <b>How long</b>
    Answers stay as long as their project. Messages and technical records are deleted after 48 hours. Backups that the operator makes can keep older data until they are replaced.
privacy-time-left = If you leave with /stop or block me, everything else about you is deleted { $days ->
        [one] one day
       *[other] { $days } days
    } later, unless you come back or still have projects.
privacy-time-left-never = If you leave with /stop or block me, your data stays until you send /forget.
privacy-rights =
    <b>What you can do</b>
    /mydata gives you everything stored about you, as a file.
    /forget deletes it. Your answers stay, but nothing leads from them to you.
    /stop withdraws your agreement: I stop asking you.
    You can correct what you chose with /pace, and complain to your data protection authority.
mydata = Here is everything I store about you. The file is plain text (JSON). To delete it all, send /forget.
mydata-soon = I’ve just sent you that file. You can ask for it again in two minutes.
forget-deleted =
    <b>Shall I forget you?</b>
    This deletes your number, your settings, your agreements, what you were sent, and any right to ask people.
forget-answers = You answered { $answers ->
        [one] one task. That answer stays
       *[other] { $answers } tasks. Those answers stay
    }, because results depend on them, but nothing connects them to you any more, so nobody can find, change or delete them for you later.
forget-projects = { $projects ->
        [one] Your project is deleted with its tasks, its answers and its results.
       *[other] Your { $projects } projects are deleted with their tasks, their answers and their results.
    }
forget-unfinished = { $unfinished ->
        [one] One of your projects is still running or paused, and is cancelled.
       *[other] { $unfinished } of your projects are still running or paused, and are cancelled.
    }
forget-results = To keep results, download them with /results first.
forget-stays =
    What stays: a record, without your number, of what admins and requesters did. A ban, with your number, so that nobody gets rid of it this way. Files that requesters have already downloaded. Backups of the bot, until they are replaced. This chat, which you can delete in Telegram.
forget-admin = You’re an admin: your number stays in the bot’s settings until somebody removes it there.
forget-ask = To get a copy first, send /mydata.
button-forget = Delete my data
button-forget-keep = Keep it
forget-surely =
    <b>Are you sure?</b>
    This can’t be undone.
button-forget-surely = Yes, delete everything
forget-kept = Nothing was deleted.
forget-again = That question was too old, so I’m asking once more.
forget-done = You’re forgotten. What is left of your data is deleted within a few minutes. If you ever want to start again, send /start: I won’t know you.
forget-nothing = I don’t store anything about you.
refused-not-known = I don’t know you, or I’ve forgotten you. Send /start to begin.
