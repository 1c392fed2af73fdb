command-status = How the bot stands
status =
    <b>Askmany { $version }</b>
    Running for: { $days ->
        [0] {""}
       *[other] { $days } d{" "}
    }{ $hours } h { $minutes } min
    People: { $active } subscribed, { $paused } paused, { $new } new, { $left } left, { $blocked } blocked
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
    Messages of the last 48 hours: { $sent } sent, { $unknown } not known to have arrived, { $dead } given up
    Errors in the log, last 24 hours: { $errors }
