refused-outdated = This button is out of date. Send /next for your question, or /projects for your projects.
refused-not-found = That isn’t available to you, or no longer exists.
refused-state = The project has changed in the meantime. Send /projects to see it as it is now.
refused-incomplete = This project isn’t fully set up yet. Please finish setting it up first.
refused-not-requester = You need access to do this. An admin of this bot can send you a link.
refused-not-admin = Only an admin of this bot can do this.
refused-unsubscribed = You’re unsubscribed, so I don’t store anything. Send /start to come back.
refused-file-too-large = This file is larger than 20 MB, the most Telegram lets a bot download. Please split it into smaller files.
refused-drafts-too-many = You have { $found } projects that you haven’t launched, and I keep up to { $most }. Launch or delete some of them first: /projects shows them.
refused-open-tasks-too-many = Your open projects have { $found } tasks, and I take up to { $most } from one person. There’s no room for { $more } more: cancel or delete a project first (/projects), or wait until one is done.
refused-files-too-many = { $found } of your files are still waiting to be imported. Please send this one again when they’re done.
refused-lines-too-many = That’s more than fits in pasted lines: together I can take { NUMBER($most, useGrouping: 1) } lines and { NUMBER($chars, useGrouping: 1) } characters. I’ve kept what you sent before this. To send more, put one task per line in a text or CSV file and send me that.
refused-tasks-too-many = This file has { $found } tasks, and I can take { $most } in one file. Please split it into smaller files.
refused-gold-unknown =
    <b>{ $kind ->
        [one_of] Some known answers in your file aren’t among these options
       *[other] Some known answers in your file aren’t possible answers to this question
    }</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    { $kind ->
        [one_of] Type options that include them all,
       *[other] Change the question so that they’re possible,
    } or correct the file and send it again.
refused-options-too-few = A question needs at least two options; I found { $found }. Type them separated by commas, or one on each line.
refused-options-too-many = A question can have { $most } options at most; I found { $found }.
refused-option-too-long = An option can have { $most } characters at most. This one is too long: { $option }…
refused-option-twice = You typed this option twice: { $option }
refused-options-alike = “{ $first }” and “{ $second }” look alike: they only differ in capital letters, spaces or characters nobody can see. Make them different, or leave one out.
refused-option-unseen = Nobody can see option number { $number }: it has no visible character. Type a word or a symbol for it, or leave it out.
refused-target-out-of-range = Please type a percentage between { $least } and { $most }.
refused-count-out-of-range = Please type a whole number from { $least } to { $most }.
refused-not-a-number = I can’t read a number in “{ $found }”. Please type digits, such as 3.
refused-option-unknown = “{ $found }” isn’t one of this project’s options. Please tap one of the buttons.
refused-language-unknown = I don’t know the language “{ $found }”. Please tap one of the buttons.
refused-topic-unknown = I don’t know the topic “{ $found }”. Please tap one of the buttons.
refused-limit-unclear = I can’t read a number of answers or a time in “{ $found }”. Examples: 500, tomorrow 18:00, in 3 days, friday, 2026-12-24 18:00.
refused-budget-out-of-range = Answers so far: { $answers }. Please type a higher number, up to { $most }. To end a project now, tap Cancel on its panel.
refused-deadline-out-of-range = “{ $found }” is more than ten years away. Please type an earlier time.
refused-deadline-over = This project’s end is in the past. Tap More…, set a later one, and launch again.
refused-text-empty = That was empty. Please type it again.
refused-text-too-long = That’s too long: you sent { $found } characters, and I can take { $most }.
refused-draft-ready = Everything is set: tap Launch, or change something with the buttons. You can also type exact numbers, such as “95 % 3-7” (how sure, and the fewest and most answers per task). /projects shows the project again.
refused-draft-no-json = This is no project I can read: it has to be a JSON document as I write it.
refused-draft-version = This project is written in version { $found } of the format, and I only read version { $known }.
refused-draft-part = I can’t read this project: its part “{ $part }” is missing, unknown or wrong.
went-wrong = Something went wrong, and nothing was changed. Please try again.
refused-range-backwards = The first number is the fewest answers per task and the second the most. Did you mean { $most }-{ $fewest }?
refused-max-below-min = “At most” can’t be below “At least”, which is { $least }. Please type a number from { $least } to { $most }.
refused-count-is-share = I need a number of answers here, such as 3. “{ $found }” looks like a percentage: to say how sure I must be, tap Back and choose “Stop when … % sure”.
refused-not-whole = Please type a whole number, such as 3. I got: { $found }
refused-date-ambiguous = “{ $found }” can be read in two ways. Please type { $one } or { $other }.
refused-deadline-past = “{ $found }” is in the past: it’s now { $now } ({ $zone }). Please type a later time.
refused-not-launched = You haven’t launched this project, so there’s nothing to show or send yet.
