command-cancel = Cancel what you’re doing
unfit-card = I can’t use { $content } as an answer. Please tap one of the buttons under the question.
unfit-step = You’re setting up “{ $project }”, and I can’t use { $content } here. { $waiting } Please type it or tap a button, or send /cancel.
waiting-name = I’m waiting for the project’s name.
waiting-question = I’m waiting for the question that people answer.
waiting-kind = I’m waiting to hear how people answer.
waiting-ready = I’m waiting for you to choose.
waiting-more = I’m waiting for you to choose.
waiting-target = I’m waiting to hear how certain an answer must be, for example 95 %.
waiting-min = I’m waiting to hear how many answers a task gets at least.
waiting-max = I’m waiting to hear how many answers a task gets at most.
waiting-margin = I’m waiting to hear by how many answers an option must be ahead.
waiting-nothing = I’m waiting to hear which option means that there’s nothing there.
waiting-run = I’m waiting to hear how many such answers in a row are enough.
waiting-ends = I’m waiting to hear when the project ends at the latest.
waiting-language = I’m waiting for a language.
waiting-topic = I’m waiting for a topic.
unfit-rule = You’re changing a rule of “{ $project }”, and I can’t use { $content } here. Please type the new value or tap a button, or send /cancel.
unfit-announcement = You’re writing an announcement, and I can’t send { $content } with it. I’m waiting for its text. Please type it, or send /cancel.
unfit-pace = I can’t use { $content } here. { $screen ->
    [tasks] I’m waiting to hear how many questions a day you want, for example 10.
    [pushes] I’m waiting to hear how often I may write to you first, for example 2.
    [quiet] I’m waiting for your quiet hours, for example 23-7.
    [digest] I’m waiting to hear when you’d like the digest, for example 18:00.
    [areas] I’m waiting for a city in your time zone, for example Madrid.
    [zones] I’m waiting for a city in your time zone, for example Madrid.
   *[other] I’m waiting for your choice.
} Please type it or tap a button, or send /cancel.
unfit-nothing = I can’t use { $content } here. Send /next for a question to answer, or /help to see what I can do.
unfit-ready = “{ $project }” is ready: tap Launch below, or change something first. You can only type exact numbers here, such as “95 % 3-7”.
unfit-forwarded-order = That’s a forwarded command, so I didn’t follow it. Type it yourself if you mean it.
content-animation = an animation
content-photo = a photo
content-voice = a voice message
content-video-note = a video message
content-video = a video
content-audio = an audio file
content-sticker = a sticker
content-contact = a contact
content-venue = a place
content-location = a location
content-poll = a poll
content-dice = dice
content-story = a story
content-document = a file
content-forwarded = a forwarded message
content-text = text
content-other = this kind of message
not-understood = I don’t know /{ $command }. Send /help to see what I understand.
not-understood-answer = I don’t know /{ $command }. If it’s your answer, type two slashes: //{ $command }
not-understood-like = I don’t know /{ $command }. Did you mean /{ $guess }? Send /help to see what I understand.
too-fast = You’re sending messages faster than I can read them. I’ll leave those that need no reply unanswered for a minute or two. Your answers and buttons still work.
cancelled-draft = OK, stopped. I’ve kept your draft “{ $project }”: continue with it whenever you like, here or from /projects.
cancelled-rule = OK. “{ $project }” keeps its rules as they were.
cancelled-announcement = OK, I’ve dropped the announcement, and nobody will get it. Send /announce to write another.
cancelled-pace = OK. Your settings stay as they were.
cancelled-change = OK, your answer stays as it was.
cancelled-screen = OK, back to the question.
nothing-to-cancel = There’s nothing to cancel.
nothing-to-cancel-card = There’s nothing to cancel. If you don’t want to answer this question, tap Skip. To get no questions for a while, send /pause.
typed-elsewhere = You replied to another message, so I didn’t take that as your answer. To answer the open task, just type, without replying to a message.
typed-too-early = The question changed just as you wrote, so I didn’t take that as your answer. Please look at the new one and answer again.
corrected-name = Corrected: the project is now called “{ $project }”.
corrected-step = Corrected in “{ $project }”.
corrected-announcement = Corrected. Have another look before you send it.
corrected-answer = Changed: your answer is now “{ $answer }”.
edit-no-option = That isn’t a possible answer, so yours is still “{ $answer }”.
edit-superseded = I didn’t use that edit: you’ve said something else about this since.
edit-launched = “{ $project }” has been launched, so this can’t be changed any more.
edit-sent = That announcement has already gone out or been dropped, so I can’t correct it.
edit-moved-on = I didn’t use that edit: the question is no longer yours. Send /next for your current one.
group = Hi! I ask people short questions and turn their answers into one result you can trust. I only do that in private chats, so I’ll stay quiet here.
button-group = Open a private chat
unfit-file = I can’t use your file: you need access to ask people something here. Whoever runs this bot can give it to you. Send /help to learn more.
put-aside = { $launched ->
    [0] I’ve kept your draft “{ $project }”: you’ll find it under /projects. Now let’s set up the new project.
   *[other] “{ $project }” keeps its rules as they were. Now let’s set up the new project.
}
refused-name-lines = That’s { $lines } lines, and a project’s name is a single line. Please type the name. If those lines are your tasks, send /cancel first, then send them again.
zone-saved = Saved: your clock is now set to { $city }.
still-writing = You’re still writing an announcement, and what you type goes there. To answer by typing, send /cancel first.
still-setting-up = You’re still setting up “{ $project }”, and what you type goes there. To answer by typing, send /cancel first.
still-changing-a-rule = You’re still changing a rule of “{ $project }”, and what you type goes there. To answer by typing, send /cancel first.
unfit-announcement-look = Your announcement hasn’t been sent yet. Use the buttons below it, or edit your message to correct it. To drop it, send /cancel.
unfit-former = I’m not sure what you mean, and you can’t ask people here any more. To answer questions yourself, send /start. To learn more, send /help.
unfit-requester = I’m not sure what you mean. /projects shows your projects. To ask people something new, send me a file with your tasks. To answer questions yourself, send /start. To learn more, send /help.
