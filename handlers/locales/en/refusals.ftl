refused-outdated = This button is outdated. Send /next for your task, or /projects for your projects.
refused-not-found = This is not, or no longer, here for you.
refused-state = The project has moved on since. Send /projects to see where it stands.
refused-incomplete = Some questions about this project are still open. Answer them first.
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
refused-options-too-few = A question needs at least two options; I found { $found }. Type them separated by commas, or one in each line.
refused-options-too-many = A question may have { $most } options; I found { $found }.
refused-option-too-long = An option may have { $most } characters. This one is too long: { $option }…
refused-option-twice = This option is there twice: { $option }
refused-target-out-of-range = Please type a certainty between { $least } % and { $most } %.
refused-count-out-of-range = Please type a whole number from { $least } to { $most }.
refused-not-a-number = I could not read a number in: { $found }
refused-option-unknown = This is none of the answers of this project: { $found }
refused-language-unknown = I do not know this language: { $found }. Please tap one of the buttons.
refused-topic-unknown = I do not know this topic: { $found }. Please tap one of the buttons.
refused-limit-unclear = I could not read a number of answers or a time in: { $found }
refused-budget-out-of-range = Please type a number above the { $answers } answers that there are, up to { $most }. To end a project now, use Cancel on its panel.
refused-deadline-out-of-range = This is not a time in the next ten years: { $found }
refused-deadline-over = The time at which this project ends is over. Set another with “Ends” before you launch it.
refused-text-empty = That was empty. Please type it again.
refused-text-too-long = That is too long: you sent { $found } characters, and { $most } fit.
refused-draft-ready = There’s nothing left to type for this project. Send /projects to change something or to launch it.
went-wrong = Something went wrong here, and nothing was changed. Please try again.
