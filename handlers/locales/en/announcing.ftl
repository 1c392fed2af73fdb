command-announce = Tell contributors something
button-announce = Announce
button-announce-everybody = Everybody who is subscribed
announcement-choose = <b>Whom do you want to tell something?</b> It goes to those who have answered in the project that you choose.
announcement-none = None of your projects was launched, so there is nobody yet to tell something.
announcement-write = <b>What do you want to say?</b> Send it to me as one message of at most { NUMBER($most, useGrouping: 0) } characters. { $everybody ->
        [0] { $people ->
            [one] One person who has answered in “{ $project }” gets it.
           *[other] { $people } people who have answered in “{ $project }” get it.
        }
       *[other] { $people ->
            [one] One person gets it.
           *[other] { $people } people get it.
        }
    } You see it first, and nothing goes out before you say so.
announcement-look = { $people ->
        [0] Nobody gets this now: nobody is subscribed who has answered here and wants announcements.
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
button-announcement-rewrite = Write it anew
button-announcement-drop = Do not send it
button-announcement-stop = Stop
announcement-dropped = Nothing was sent.
announcement-goes = It is on its way.
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
       *[other] , not known whether it arrived: { $unknown }
    }{ $dropped ->
        [0] {""}
       *[other] , not sent: { $dropped }
    }{ $paid ->
        [0] {""}
       *[other] {""}
            Paid for: { $paid }, for { NUMBER($stars, maximumFractionDigits: 1) } Stars at most
    }{ $fast ->
        [0] {""}
       *[other] {""}
            It goes fast, for Stars.
    }{ $end ->
        [budget] {""}
            It goes free of charge since the month's Stars were used up.
        [balance] {""}
            It goes free of charge since the bot had not enough Stars.
        [floods] {""}
            It goes free of charge since Telegram asked to wait all the same.
        [setting] {""}
            It goes free of charge since the settings allow nothing else.
        [author] {""}
            It goes free of charge, as you wanted.
        [admin] {""}
            It goes free of charge, as an admin wanted.
       *[none] {""}
    }
button-mute = No more announcements
muted = You get no announcements any more. /pace turns them on again.
refused-too-many-announcements = { $most ->
    [0] On this bot only admins make announcements.
    [one] One announcement in 24 hours is the most here. Please wait; your text is kept.
   *[other] { $most } announcements in 24 hours are the most here. Please wait; your text is kept.
}
pace-announcements-line = Announcements: { $value }
pace-announcements-yes = yes
pace-announcements-no = no
pace-change-announcements = Announcements
pace-ask-announcements = Do you want to get announcements from the people who ask questions and run this bot?
button-announcement-fast = Fast: up to { NUMBER($stars, maximumFractionDigits: 1) } Stars
announcement-fast = It can go fast instead, for up to { NUMBER($stars, maximumFractionDigits: 1) } Telegram Stars; this month { NUMBER($left, maximumFractionDigits: 1) } are left.
announcement-fare =
    <b>Send it fast, for Telegram Stars?</b>
    It costs at most <b>{ NUMBER($stars, maximumFractionDigits: 1) } Stars</b> of the bot's balance, a tenth of a Star for each person. This month { NUMBER($left, maximumFractionDigits: 1) } Stars are left for it.
    { $people } people get it. That takes about { $paid_min ->
        [0] { $paid_s } s
       *[other] { $paid_min } min
    } in place of { $free_min ->
        [0] { $free_s } s
       *[other] { $free_min } min
    }; quiet hours are kept all the same.{ $rest ->
        [0] {""}
       *[other] {" "}The Stars last for { $reached }; the other { $rest } get it free of charge, at the usual rate.
    }
    You can stop paying at any time.
button-fare-pay = Yes, pay up to { NUMBER($stars, maximumFractionDigits: 1) } Stars
button-fare-free = Send it free
button-fare-end = Go on free of charge
fare-changed = It would cost more by now, or you have not seen what it costs. Please look again.
fare-ended = { $over ->
    [0] Your announcement is not paid for any more, and goes on free of charge: { $end ->
            [budget] the month's Stars for announcements are used up.
            [balance] Telegram says that the bot has not enough Stars.
            [floods] Telegram asked the bot to wait several times, although it was paid for.
            [setting] the bot's settings do not allow it any more.
           *[admin] an admin wanted so.
        }
   *[other] Your announcement was stopped by an admin.
}
paying-stopped = { $announcements ->
    [0] Nothing is paid for at the moment.
    [one] One announcement is not paid for any more.
   *[other] { $announcements } announcements are not paid for any more.
}
refused-cannot-pay = This cannot be sent for Stars now: paid sending is turned off, the month's Stars are used up, or so few people get it that it is nearly as fast free of charge.
