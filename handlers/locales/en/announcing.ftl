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
pace-ask-announcements = Do you want to hear what requesters and admins tell all who answered?
