command-status = Cómo está el bot
status =
    <b>Askmany { $version }</b>
    En marcha desde hace: { $days ->
        [0] {""}
       *[other] { $days } d{" "}
    }{ $hours } h { $minutes } min
    Personas: { $active } suscritas, { $paused } en pausa, { $new } nuevas, { $left } se fueron, { $blocked } bloquearon el bot
    Proyectos en marcha: { $running }
    Respuestas de hoy (UTC): { $answers }
    Avisos por atender: { $updates }{ $updates_s ->
        [0] {""}
       *[other] {" "}(el más antiguo desde hace { $updates_s } s)
    }{ $dropped ->
        [0] {""}
       *[other] , abandonados: { $dropped }
    }
    Mensajes por enviar: { $messages }{ $messages_s ->
        [0] {""}
       *[other] {" "}(el más antiguo desde hace { $messages_s } s)
    }
    Mensajes de las últimas 48 horas: { $sent } enviados, { $unknown } sin saber si llegaron, { $dead } abandonados
    Errores en el registro, últimas 24 horas: { $errors }
