invite-head = <b>Invite people to “{ $project }”</b>
invite-reach = { $people ->
        [0] Nobody else can be asked yet.
        [one] One person can be asked now{ $online ->
            [0] .
           *[other] {" "}and is online.
        }
       *[other] { $people } people can be asked now{ $online ->
            [0] , but none of them is online.
            [one] {" "}(one of them is online).
           *[other] {" "}({ $online } online).
        }
    }
invite-reach-named = This project only asks the people named in your file. { $people ->
        [0] None of them ({ $named }) can be asked yet.
       *[other] { $people } of { $named } can be asked now.
    }
invite-link =
    Share this link to bring in more people. Anyone who opens it gets this project’s questions first:
    { $link }
invite-link-paused =
    The project is paused. Anyone who opens this link gets its questions first once you resume it:
    { $link }
invite-link-named =
    Send them this link. Each of them has to open it and agree before they can be asked. Nobody else gets this project’s tasks through it.
    { $link }
invite-came = So far, { $opened ->
        [one] one person has
       *[other] { $opened } people have
    } opened the link. { $subscribed } subscribed, { $answered } answered in this project.
invite-forward =
    <b>{ $project }</b>
    { $question }

    Can you help with this? You answer short questions on Telegram with one tap each. Open this link and tap Start:
    { $link }
invite-none = This project isn’t running, so there’s nothing to invite people to.
invited-first = You’ve been invited to <b>{ $project }</b>. You’ll get its questions first.
invited-nothing-now = <b>{ $project }</b> has no question for you at the moment. You’ll get it first when there is one.
invited-named-only = <b>{ $project }</b> is only for people chosen in advance, and you aren’t one of them. You’re welcome to answer other questions.
invited-paused = <b>{ $project }</b> is paused at the moment. You’ll get its questions first when it continues.
invited-over = <b>{ $project }</b> has ended and doesn’t need any more answers. Thank you for coming! You’re welcome to answer other questions.
invite-coming = Here’s your link.
button-invite = Invite people
panel-invited = Invite link: opened by { $opened }, { $subscribed } subscribed, { $answered } answered
