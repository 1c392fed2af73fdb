command-status = How the bot is doing
status =
    <b>Askmany { $version }</b>
    Running for: { $days ->
        [0] {""}
       *[other] { $days } d{" "}
    }{ $hours } h { $minutes } min
    People: { $active } subscribed, { $paused } paused, { $new } new, { $left } left, { $blocked } blocked, { $banned } banned{ $linked ->
        [0] {""}
       *[other] {""}
            Came through a link: { $linked }, of these through a project’s invite link: { $invited }{ $n_sources ->
                [0] {""}
               *[other] , through others: { $sources }
            }
    }
    Projects running: { $running }
    Answers today (UTC): { $answers }
    Updates waiting: { $updates }{ $updates_s ->
        [0] {""}
       *[other] {" "}(the oldest for { $updates_s } s)
    }{ $dropped ->
        [0] {""}
       *[other] , given up: { $dropped }
    }
    Messages waiting: { $messages }{ $messages_s ->
        [0] {""}
       *[other] {" "}(the oldest for { $messages_s } s)
    }
    Messages in the last 48 hours: { $sent } sent, { $unknown } maybe not delivered, { $dead } given up
    Errors in the log, last 24 hours: { $errors }{ $stars_budget ->
        [0] {""}
       *[other] {""}
            Paid messages today (UTC): { $paid_today }
            Stars this month: at most { NUMBER($stars_spent, maximumFractionDigits: 1) } spent, { NUMBER($stars_reserved, maximumFractionDigits: 1) } reserved, { NUMBER($stars_left, maximumFractionDigits: 1) } left of { $stars_budget }{ $stars_known ->
                [0] {" "}(after a restore, nothing is paid for until next month)
               *[other] {""}
            }
    }{ $paying ->
        [0] {""}
       *[other] {""}
            Announcements being sent for Stars: { $paying }
    }
button-paying-free = Send the rest free
button-paying-stop = Stop these announcements
