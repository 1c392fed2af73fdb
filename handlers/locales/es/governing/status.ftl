command-status = Cómo va el bot
status =
    <b>Askmany { $version }</b>
    En marcha desde hace: { $days ->
        [0] {""}
       *[other] { $days } d{" "}
    }{ $hours } h { $minutes } min
    Personas: { $active } suscritas, { $paused } en pausa, { $new } nuevas, { $left } se fueron, { $blocked } bloquearon el bot, { $banned } expulsadas{ $linked ->
        [0] {""}
       *[other] {""}
            Llegaron por un enlace: { $linked }, de ellas por la invitación de un proyecto: { $invited }{ $n_sources ->
                [0] {""}
               *[other] , por otros: { $sources }
            }
    }
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
    Mensajes de las últimas 48 horas: { $sent } enviados, { $unknown } quizá sin llegar, { $dead } abandonados
    Errores en el registro, últimas 24 horas: { $errors }{ $stars_budget ->
        [0] {""}
       *[other] {""}
            Mensajes pagados hoy (UTC): { $paid_today }
            Stars de este mes: { NUMBER($stars_spent, maximumFractionDigits: 1) } gastadas como máximo, { NUMBER($stars_reserved, maximumFractionDigits: 1) } reservadas, quedan { NUMBER($stars_left, maximumFractionDigits: 1) } de { $stars_budget }{ $stars_known ->
                [0] {" "}(tras una restauración no se paga nada hasta el mes que viene)
               *[other] {""}
            }
    }{ $paying ->
        [0] {""}
       *[other] {""}
            Anuncios en camino con Stars: { $paying }
    }
button-paying-free = Enviar el resto gratis
button-paying-stop = Parar estos anuncios
