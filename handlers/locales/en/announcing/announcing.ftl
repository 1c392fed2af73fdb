command-announce = Write to your contributors
button-announce = Announce
button-announce-everybody = Everybody who is subscribed
announcement-choose = <b>Who do you want to write to?</b> Your message goes to everybody who has answered in the project you choose.
announcement-none = You haven’t launched any of your projects yet, so there’s nobody to write to.
announcement-write = <b>What do you want to say?</b> Send it to me as one message of at most { NUMBER($most, useGrouping: 0) } characters. { $everybody ->
        [0] { $people ->
            [one] One person who has answered in “{ $project }” will get it.
           *[other] { $people } people who have answered in “{ $project }” will get it.
        }
       *[other] { $people ->
            [one] One person will get it.
           *[other] { $people } people will get it.
        }
    } You’ll see it first, and nothing goes out until you say so.
announcement-look = { $people ->
        [0] Nobody would get this right now: nobody who has answered here is still subscribed and wants announcements.
        [one] One person will get this, as soon as their quiet hours allow:
       *[other] { $people } people will get this, each as soon as their quiet hours allow:
    }
announcement-head = { $everybody ->
    [0] News about { $project }
   *[other] News
}
button-announcement-send = { $people ->
    [one] Send it to one person
   *[other] Send it to { $people } people
}
button-announcement-rewrite = Write it again
button-announcement-drop = Don’t send it
button-announcement-stop = Stop
announcement-dropped = Nothing was sent.
announcement-goes = It’s on its way.
announcement-progress =
    <b>{ $state ->
        [sending] Your announcement is on its way
        [stopped] Your announcement was stopped
       *[done] Your announcement is out
    }</b>{ $everybody ->
        [0] {" "}(“{ $project }”)
       *[other] {""}
    }
    Sent: { $sent } of { $people }{ $waiting ->
        [0] {""}
       *[other] , waiting for their time: { $waiting }
    }{ $queued ->
        [0] {""}
       *[other] , going out now: { $queued }
    }{ $failed ->
        [0] {""}
       *[other] , not reached: { $failed }
    }{ $unknown ->
        [0] {""}
       *[other] , maybe not delivered: { $unknown }
    }{ $dropped ->
        [0] {""}
       *[other] , not sent: { $dropped }
    }{ $paid ->
        [0] {""}
       *[other] {""}
            Sent for Stars: { $paid }, for at most { NUMBER($stars, maximumFractionDigits: 1) } Stars
    }{ $fast ->
        [0] {""}
       *[other] {""}
            I’m sending it fast, for Stars.
    }{ $end ->
        [budget] {""}
            Free of charge since this month’s Stars ran out.
        [balance] {""}
            Free of charge since the bot ran out of Stars.
        [floods] {""}
            Free of charge since Telegram made the bot wait in spite of paying.
        [setting] {""}
            Free of charge, because the settings don’t allow paying.
        [author] {""}
            Free of charge, as you asked.
        [admin] {""}
            Free of charge, as an admin asked.
       *[none] {""}
    }
button-mute = No more announcements
muted = You won’t get announcements any more. To turn them back on, send /pace.
refused-too-many-announcements = { $most ->
    [0] On this bot, only admins can make announcements.
    [one] You can make one announcement in 24 hours here. Please wait a while; I’ll keep your text.
   *[other] You can make { $most } announcements in 24 hours here. Please wait a while; I’ll keep your text.
}
pace-announcements-line = Announcements: { $value }
pace-announcements-yes = yes
pace-announcements-no = no
pace-change-announcements = Announcements
pace-ask-announcements = Do you want to get announcements from people who ask questions here and from those who run this bot?
button-announcement-fast = Fast: up to { NUMBER($stars, maximumFractionDigits: 1) } Stars
announcement-fast = I can send it faster for up to { NUMBER($stars, maximumFractionDigits: 1) } Telegram Stars; { NUMBER($left, maximumFractionDigits: 1) } are left this month.
announcement-fare =
    <b>Send it fast, for Telegram Stars?</b>
    It costs at most <b>{ NUMBER($stars, maximumFractionDigits: 1) } Stars</b> from the bot’s balance, a tenth of a Star for each person. { NUMBER($left, maximumFractionDigits: 1) } Stars are left for this month.
    { $people } people will get it, in about { $paid_min ->
        [0] { $paid_s } s
       *[other] { $paid_min } min
    } instead of { $free_min ->
        [0] { $free_s } s
       *[other] { $free_min } min
    }; quiet hours still apply.{ $rest ->
        [0] {""}
       *[other] {" "}The Stars are enough for { $reached }; the other { $rest } get it free of charge, at the usual speed.
    }
    You can stop paying at any time.
button-fare-pay = Yes, pay up to { NUMBER($stars, maximumFractionDigits: 1) } Stars
button-fare-free = Send it free
button-fare-end = Continue free of charge
fare-changed = The price has gone up, or you haven’t seen it yet. Please look again.
fare-ended = { $over ->
    [0] I’ve stopped paying for your announcement, and the rest goes out free of charge: { $end ->
            [budget] this month’s Stars for announcements are used up.
            [balance] Telegram says that the bot doesn’t have enough Stars.
            [floods] Telegram made the bot wait several times in spite of paying.
            [setting] the bot’s settings no longer allow paying.
           *[admin] an admin asked for that.
        }
   *[other] An admin has stopped your announcement.
}
paying-stopped = { $announcements ->
    [0] Nothing is being paid for at the moment.
    [one] I’ve stopped paying for one announcement.
   *[other] I’ve stopped paying for { $announcements } announcements.
}
refused-cannot-pay = I can’t send this for Stars now: paid sending is off, this month’s Stars are used up, or so few people get it that it’s nearly as fast free of charge.
