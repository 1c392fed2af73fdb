command-revoke = Take away somebody’s right to ask people
command-ban = Ban somebody
command-unban = End a ban
command-reports = What contributors reported
command-audit = What was done, by whom and why
revoke-how = Send /revoke with the person’s number and a reason, for example: /revoke 123456789 sent spam. They’ll see the reason. /audit and /projects all show the numbers.
revoked = { $person } can’t ask people any more. I’ve paused their running projects, stopped their announcements, and told them why.
revoked-you = An admin of this bot has ended your right to ask people. Your running projects are paused, and you can’t open them or get their results any more. The reason: { $reason }
revoke-no-requester = { $person } isn’t a requester.
revoke-admin = { $person } is an admin. Remove them from ADMIN_IDS in the bot’s settings first.
revoke-open = Everybody may ask people here. To stop { $person }, use /ban. To let only some people ask, set OPEN_REQUESTERS=false in the bot’s settings.
reason-long = That’s { $found } characters, and I can take { $most }. Please say it in fewer words.
ban-how =
    Send /ban with the person’s number and a reason, for example: /ban 123456789 sent spam. They’ll see the reason.
    If their answers shouldn’t count either, send: /ban 123456789 discard sent spam.
    You can also reply to a report with: /ban sent spam. /audit and /projects all show the numbers.
ban-done = { $person } is banned, and I’ve told them why. Their open question goes to somebody else, and any projects of theirs are paused. Their answers still count.
ban-discarding = { $person } is banned, and their answers no longer count. I’m asking other people where answers are missing now; that can take a few minutes.
ban-before = { $person } is already banned. If their answers shouldn’t count either, send /ban { $person } discard and a reason.
ban-unknown = Nobody with the number { $person } has ever written to this bot. Please check the number.
ban-self = That’s your own number. To leave the bot, send /stop.
ban-admin = { $person } is an admin. Remove them from ADMIN_IDS in the bot’s settings and restart the bot; then you can ban them.
unban-how = Send /unban with the person’s number and a reason, for example: /unban 123456789 it was a mistake. They’ll see the reason.
unban-done = { $person } can use the bot again, and I’ve told them why. Any projects of theirs stay paused: to resume one, send /projects all and open it. If their answers no longer count, that stays so.
unban-not-banned = { $person } isn’t banned.
button-discard = Don’t count their answers
banned = An admin of this bot has banned you. The reason: { $reason }
banned-from-all = I can’t do that, because an admin of this bot has banned you. The reason: { $reason }
banned-contact = If you think that this is a mistake, write to { $contact }.
banned-press = An admin of this bot has banned you. Send /help to read why.
unbanned = You’re no longer banned from this bot. Send /start to go on. If you had projects running, an admin can resume them. The reason: { $reason }
card-banned = You’re banned from this bot.
oversee-none = There are no launched projects.
oversee-head = <b>Everybody’s projects</b>, newest first ({ NUMBER($total, useGrouping: 0) })
oversee-line = { $id }. { $name }: { $state ->
        [running] running
        [preparing] preparing
        [paused] paused
        [held] paused by an admin
        [reported] paused because of reports
        [completed] done
        [ending] ending
       *[cancelled] cancelled
    }, { NUMBER($closed, useGrouping: 0) } of { NUMBER($tasks, useGrouping: 0) } tasks, requester { $requester }{ $people ->
        [0] {""}
        [one] , reported by one person
       *[other] , reported by { $people } people
    }
button-oversee = Project { $id }
oversee-project =
    <b>{ $name }</b> (project { $id })
    Requester: { $requester }
    State: { $state ->
        [running] running
        [preparing] preparing
        [paused] paused by its requester
        [held] paused by an admin
        [reported] paused because of reports, until an admin decides
        [completed] done
        [ending] ending
       *[cancelled] cancelled
    }
    Tasks closed: { NUMBER($closed, useGrouping: 0) } of { NUMBER($tasks, useGrouping: 0) }
    People who answered: { NUMBER($people, useGrouping: 0) }

    Question: { $question }
    { $set_up }
oversee-why = Reason: { $reason }
oversee-handled = All reports about it have been dealt with.
oversee-reported = { $people ->
        [one] One person reported it
       *[other] { $people } people reported it
    }: { $reasons }
report-count = { $reason ->
        [harmful] { $count } × illegal or harmful
        [personal] { $count } × asks for personal data
        [spam] { $count } × spam or a scam
       *[broken] { $count } × broken
    }
button-show-task = Show task
button-hold = Pause project
button-release = Resume project
button-end = Cancel project
button-ban-requester = Ban requester
button-dismiss = Dismiss reports
why-hold = Why should project { $ref } be paused? Type the reason in one message. Its requester will see it, but not who you are. /cancel leaves it as it is.
why-end = Why should project { $ref } end for good? Type the reason in one message. Its requester will see it, but not who you are. /cancel leaves it as it is.
why-ban = Why should { $ref } be banned? Type the reason in one message. They’ll see it, but not who you are. /cancel leaves it as it is.
overseen-held = “{ $project }” is paused until an admin resumes it. I’ve told its requester why.
overseen-ended = “{ $project }” is cancelled. I’ve told its requester why.
overseen-over = That project has changed in the meantime, so I did nothing. Send /projects all to see it as it is now.
overseen-released = Resumed.
overseen-dismissed = Dismissed.
unfit-reason = I’m waiting for a few words from you. Please type them, or send /cancel.
cancelled-reason = OK, I did nothing.
reports-none = There are no reports to deal with.
reports-head = <b>Reported projects</b>, the most reported first ({ NUMBER($total, useGrouping: 0) })
project-held = An admin has paused your project “{ $project }”. The reason: { $reason }
    Only an admin can resume it. The answers so far are kept, and you can get them with /results.
project-held-reports = Several people have reported your project “{ $project }”, so it’s paused until an admin has looked at it. The answers so far are kept.
project-released = An admin has resumed your project “{ $project }”.
project-ended-admin = An admin has cancelled your project “{ $project }”. The reason: { $reason }
    The answers so far are kept, and you can get them from /projects.
refused-held = { $reason ->
        [none] This project was reported, so it’s paused until an admin has looked at it.
       *[other] An admin paused this project, so only an admin can resume it. The reason: { $reason }
    }
panel-held = Reason: { $reason }
card-held = The question you had open is no longer needed: its project is paused.
card-report = What’s wrong with this task? The admins of this bot will look at it. Whoever asked won’t know that it was you.
button-report = Report…
report-harmful = Illegal or harmful
report-personal = Asks for personal data
report-spam = Spam or a scam
report-broken = Makes no sense
report-sent = Thank you. An admin will look at it, and I’ll tell you what comes of it. Whoever asked won’t know that it was you.
report-before = You’ve already reported this task.
report-enough = You’ve reported { $most } tasks in the last 24 hours, and I can’t pass on more. You can still skip this one.
report-over = An admin has already dealt with this report. Thank you!
report-words = What’s wrong with it? Type it in one message, or send /cancel.
report-words-added = Thank you, I’ve added that.
cancelled-words = OK. Your report stays as it was.
button-words = Add a few words
report-acted = You reported something in “{ $project }”. An admin has looked at it and stopped the project. Thank you!
report-dismissed = You reported something in “{ $project }”. An admin has looked at it and found it acceptable. Thank you for reporting it!
audit = Page { $page } of { $pages }, newest first. Times are in UTC.
audit-none = There’s nothing here.
audit-somebody = somebody
reports-how = Send /reports by itself. For a later page, add its number, for example /reports 2.
audit-how = Send /audit by itself, or with the number of a person or project, for example /audit 12. /audit csv sends everything as a file.
audit-told = { $type ->
        [subscribed] { $actor } subscribed and agreed to the terms{ $number ->
            [0] {""}
           *[other] , version { $number }
        }
        [break_begun] { $actor } paused their tasks
        [break_ended] { $actor } resumed their tasks
        [break_ended_itself] the pause of { $person } ended
        [unsubscribed] { $actor } unsubscribed
        [blocked] { $actor } blocked the bot
        [unblocked] { $actor } unblocked the bot
        [forgotten] somebody was forgotten { $word ->
            [left] because they left long ago
           *[asked] as they wished
        }
        [link_made] { $actor } made a link to become a requester
        [granted] { $actor } made { $person } a requester
        [admin_added] { $person } became an admin in the bot’s settings
        [admin_removed] { $person } stopped being an admin in the bot’s settings
        [revoked] { $actor } took the right to ask people from { $person }: { $reason }
        [banned] { $actor } banned { $person }: { $reason }
        [discarded] { $actor } excluded the answers of { $person }
        [unbanned] { $actor } ended the ban of { $person }: { $reason }
        [imported] { $actor } imported { $number ->
            [0] a file
            [one] a file with one task
           *[other] a file with { $number } tasks
        } as project { $project }
        [deleted] { $actor } deleted the draft of project { $project }
        [deleted_itself] the draft of project { $project } was deleted because { $person } left it untouched
        [launched] { $actor } launched project { $project }
        [paused] { $actor } paused project { $project }
        [resumed] { $actor } resumed project { $project }
        [cancelled] { $actor } cancelled project { $project }
        [rule_changed] { $actor } changed { $rule ->
            [target] how certain an answer must be
            [min] the fewest answers for a task
            [max] the most answers for a task
            [margin] how far ahead an option must be
            [nothing] which option means “nothing here”
            [run] how many “nothing here” in a row are enough
            [ends] the end date or limit
           *[none] a rule
        } in project { $project }{ $isTyped ->
            [yes] : “{ $typed }”
           *[no] {""}
        }
        [completed] project { $project } of { $person } ended: { $word ->
            [budget] it reached its number of answers
            [deadline] its end date passed
           *[none] all its tasks are closed
        }
        [reopened] project { $project } of { $person } continues because a task is open again
        [handed_out] { $actor } got the { $word ->
            [final] final results
           *[none] results so far
        } of project { $project }
        [held] admin { $actor } paused project { $project } of { $person }: { $reason }
        [held_reports] reports paused project { $project } of { $person }
        [released] admin { $actor } resumed project { $project } of { $person }
        [ended] admin { $actor } cancelled project { $project } of { $person }: { $reason }
        [reported] { $actor } reported a task of project { $project }: { $word ->
            [harmful] illegal or harmful
            [personal] asks for personal data
            [spam] spam or a scam
            [broken] makes no sense
           *[none] –
        }
        [announced] { $actor } sent an announcement{ $number ->
            [0] {""}
            [one] {" "}to one person
           *[other] {" "}to { $number } people
        }{ $project ->
            [none] {""}
           *[other] , project { $project }
        }
        [announcement_stopped] { $actor } stopped an announcement by { $person }
        [announcement_stopped_itself] an announcement by { $person } was stopped
        [restored] the bot was restored from a backup: what was done after the backup was made is missing here
        [paying_begun] { $actor } agreed to pay at most { $stars ->
            [one] one Star
           *[other] { $stars } Stars
        } for an announcement
        [paying_ended] { $actor } stopped paying for an announcement by { $person }
        [paying_ended_itself] an announcement by { $person } is no longer paid for{ $word ->
            [budget] : the month’s Stars are used up
            [balance] : the bot doesn’t have enough Stars
            [floods] : Telegram made the bot wait in spite of paying
            [setting] : the settings no longer allow paying
           *[none] {""}
        }
       *[dismissed] admin { $actor } dismissed the reports about project { $project }
    }
