refused-outdated = This button is outdated. Send /next for your task, or /projects for your projects.
refused-not-found = This is not, or no longer, here for you.
refused-state = The project has moved on since. Send /projects to see where it stands.
refused-incomplete = A few questions about this project are still open. Please answer them first.
refused-not-requester = Only requesters may do this. An admin can give you a link that makes you one.
refused-not-admin = Only an admin of this bot may do this.
refused-unsubscribed = You are unsubscribed, so nothing is stored. Send /start to come back.
refused-file-too-large = This file is larger than 20 MB, the most that Telegram gives to a bot. Please send it in parts.
refused-tasks-too-many = This file has { $found } tasks; this bot takes { $most } in one file. Please send it in parts.
refused-gold-unknown =
    <b>Some known answers of your file are not among these options</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Type options that contain them all, or correct the file and send it again.
refused-options-too-few = A question needs at least two options; I found { $found }. Type them separated by commas, or one on each line.
refused-options-too-many = A question may have { $most } options; I found { $found }.
refused-option-too-long = An option may have { $most } characters. This one is too long: { $option }…
refused-option-twice = You typed this option twice: { $option }
refused-options-alike = “{ $first }” and “{ $second }” look alike: they differ only in capital letters, spaces or characters nobody can see. Make them different, or leave one out.
refused-option-unseen = Option number { $number } has no character that anybody can see. Type a word or a symbol for it, or leave it out.
refused-target-out-of-range = Please type a percentage between { $least } and { $most }.
refused-count-out-of-range = Please type a whole number from { $least } to { $most }.
refused-not-a-number = I can’t read a number in “{ $found }”. Please type digits, such as 3.
refused-option-unknown = “{ $found }” isn’t one of this project’s options. Please tap one of the buttons.
refused-language-unknown = I do not know this language: { $found }. Please tap one of the buttons.
refused-topic-unknown = I do not know this topic: { $found }. Please tap one of the buttons.
refused-limit-unclear = I can’t read a number of answers or a time in “{ $found }”. Examples: 500, tomorrow 18:00, in 3 days, friday, 2026-12-24 18:00.
refused-budget-out-of-range = Please type a number above { $answers }, the answers given so far, and up to { $most }. To end a project now, tap Cancel on its panel.
refused-deadline-out-of-range = “{ $found }” is more than ten years away. Please type an earlier time.
refused-deadline-over = The end of this project is in the past. Tap More…, set a later one, and launch again.
refused-text-empty = That was empty. Please type it again.
refused-text-too-long = That is too long: you sent { $found } characters, and { $most } fit.
refused-draft-ready = Everything is set: tap Launch, or change something with the buttons. You can also type exact numbers, such as “95 % 3-7” (how sure, and the fewest and most answers per task). /projects shows the project again.
went-wrong = Something went wrong here, and nothing was changed. Please try again.
refused-max-below-min = “At most” can’t be below “At least”, which is { $least }. Please type a number from { $least } to { $most }.
refused-count-is-share = This step wants a number of answers, such as 3. “{ $found }” looks like a percentage: to say how sure I must be, tap Back and choose “Stop when … % sure”.
refused-not-whole = Please type a whole number, such as 3. I got: { $found }
refused-date-ambiguous = “{ $found }” can be read in two ways. Please type { $one } or { $other }.
refused-deadline-past = “{ $found }” is over already: it’s now { $now } ({ $zone }). Please type a later time.
refused-not-launched = This project was never launched, so there’s nothing to show or send yet.
