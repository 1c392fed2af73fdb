command-revoke = Quitar a alguien el permiso para preguntar
command-ban = Expulsar a alguien
command-unban = Terminar una expulsión
command-reports = Lo que han denunciado los participantes
command-audit = Qué se hizo, quién y por qué
revoke-how = Envía /revoke con el número de la persona y un motivo, por ejemplo: /revoke 123456789 envió spam. La persona verá el motivo. /audit y /projects all muestran los números.
revoked = { $person } ya no puede preguntar. He pausado sus proyectos en marcha, he detenido sus anuncios y le he dicho por qué.
revoked-you = Un administrador de este bot te ha quitado el permiso para preguntar. Tus proyectos en marcha quedan en pausa, y ya no puedes abrirlos ni pedir sus resultados. El motivo: { $reason }
revoke-no-requester = { $person } no tiene permiso para preguntar.
revoke-admin = { $person } es administrador. Quítalo primero de ADMIN_IDS en la configuración del bot.
revoke-open = Aquí puede preguntar cualquiera. Para detener a { $person }, usa /ban. Para que solo algunos puedan preguntar, pon OPEN_REQUESTERS=false en la configuración del bot.
reason-long = Son { $found } caracteres y puedo aceptar { $most }. Dilo con menos palabras, por favor.
ban-how =
    Envía /ban con el número de la persona y un motivo, por ejemplo: /ban 123456789 envió spam. La persona verá el motivo.
    Si tampoco deben contar sus respuestas, envía: /ban 123456789 discard envió spam.
    También puedes responder a una denuncia con: /ban envió spam. /audit y /projects all muestran los números.
ban-done = { $person } queda expulsado y le he dicho por qué. Otra persona recibe su pregunta abierta y sus proyectos, si los tiene, quedan en pausa. Sus respuestas siguen contando.
ban-discarding = { $person } queda expulsado y sus respuestas ya no cuentan. Pregunto a otros donde ahora faltan respuestas; puede tardar unos minutos.
ban-before = { $person } ya estaba expulsado. Para que sus respuestas no cuenten, envía /ban { $person } discard y un motivo.
ban-unknown = Nadie con el número { $person } ha escrito nunca a este bot. Comprueba el número, por favor.
ban-self = Ese es tu propio número. Para dejar el bot, envía /stop.
ban-admin = { $person } es administrador. Quítalo de ADMIN_IDS en la configuración del bot y reinícialo; después podrás expulsarlo.
unban-how = Envía /unban con el número de la persona y un motivo, por ejemplo: /unban 123456789 fue un error. La persona verá el motivo.
unban-done = { $person } puede usar el bot de nuevo y le he dicho por qué. Sus proyectos, si los tiene, siguen en pausa: para reanudar uno, envía /projects all y ábrelo. Las respuestas que ya no cuentan siguen sin contar.
unban-not-banned = { $person } no está expulsado.
button-discard = No contar sus respuestas
banned = Un administrador de este bot te ha expulsado. El motivo: { $reason }
banned-from-all = No puedo hacer eso porque un administrador de este bot te ha expulsado. El motivo: { $reason }
banned-contact = Si crees que es un error, escribe a { $contact }.
banned-press = Un administrador de este bot te ha expulsado. Envía /help para leer por qué.
unbanned = Ya no estás expulsado de este bot. Envía /start para seguir. Si tenías proyectos en marcha, un administrador puede reanudarlos. El motivo: { $reason }
card-banned = Estás expulsado de este bot.
oversee-none = No hay proyectos lanzados.
oversee-head = <b>Los proyectos de todos</b>, los más nuevos primero ({ NUMBER($total, useGrouping: 0) })
oversee-line = { $id }. { $name }: { $state ->
        [running] en marcha
        [preparing] preparándose
        [paused] en pausa
        [held] pausado por un administrador
        [reported] pausado por denuncias
        [completed] terminado
        [ending] terminando
       *[cancelled] cancelado
    }, { NUMBER($closed, useGrouping: 0) } de { NUMBER($tasks, useGrouping: 0) } tareas, de { $requester }{ $people ->
        [0] {""}
        [one] , denunciado por una persona
       *[other] , denunciado por { $people } personas
    }
button-oversee = Proyecto { $id }
oversee-project =
    <b>{ $name }</b> (proyecto { $id })
    De: { $requester }
    Estado: { $state ->
        [running] en marcha
        [preparing] preparándose
        [paused] pausado por quien lo hizo
        [held] pausado por un administrador
        [reported] pausado por denuncias, hasta que decida un administrador
        [completed] terminado
        [ending] terminando
       *[cancelled] cancelado
    }
    Tareas cerradas: { NUMBER($closed, useGrouping: 0) } de { NUMBER($tasks, useGrouping: 0) }
    Personas que han respondido: { NUMBER($people, useGrouping: 0) }

    Pregunta: { $question }
    { $set_up }
oversee-why = Motivo: { $reason }
oversee-handled = Todas las denuncias sobre él están atendidas.
oversee-reported = { $people ->
        [one] Lo ha denunciado una persona
       *[other] Lo han denunciado { $people } personas
    }: { $reasons }
report-count = { $reason ->
        [harmful] { $count } × ilegal o dañino
        [personal] { $count } × pide datos personales
        [spam] { $count } × spam o estafa
       *[broken] { $count } × no funciona
    }
button-show-task = Ver la tarea
button-hold = Pausar el proyecto
button-release = Reanudar el proyecto
button-end = Cancelar el proyecto
button-ban-requester = Expulsar a su autor
button-dismiss = Descartar las denuncias
why-hold = ¿Por qué debe pausarse el proyecto { $ref }? Escribe el motivo en un mensaje. Lo lee su autor, pero no quién eres. /cancel lo deja como está.
why-end = ¿Por qué debe terminar para siempre el proyecto { $ref }? Escribe el motivo en un mensaje. Lo lee su autor, pero no quién eres. /cancel lo deja como está.
why-ban = ¿Por qué hay que expulsar a { $ref }? Escribe el motivo en un mensaje. Lo lee esa persona, pero no quién eres. /cancel lo deja como está.
overseen-held = «{ $project }» está en pausa hasta que lo reanude un administrador. Le he dicho a su autor por qué.
overseen-ended = «{ $project }» está cancelado. Le he dicho a su autor por qué.
overseen-over = Ese proyecto ha cambiado entretanto, así que no he hecho nada. Envía /projects all para verlo como está ahora.
overseen-released = Reanudado.
overseen-dismissed = Descartadas.
unfit-reason = Espero que me escribas unas palabras. Escríbelas, por favor, o envía /cancel.
cancelled-reason = De acuerdo, no he hecho nada.
reports-none = No hay denuncias por atender.
reports-head = <b>Proyectos denunciados</b>, primero los más denunciados ({ NUMBER($total, useGrouping: 0) })
project-held = Un administrador ha pausado tu proyecto «{ $project }». El motivo: { $reason }
    Solo un administrador puede reanudarlo. Las respuestas recibidas se conservan y puedes pedirlas con /results.
project-held-reports = Varias personas han denunciado tu proyecto «{ $project }», así que está en pausa hasta que lo revise un administrador. Las respuestas recibidas se conservan.
project-released = Un administrador ha reanudado tu proyecto «{ $project }».
project-ended-admin = Un administrador ha cancelado tu proyecto «{ $project }». El motivo: { $reason }
    Las respuestas recibidas se conservan y puedes pedirlas en /projects.
refused-held = { $reason ->
        [none] Este proyecto ha sido denunciado, así que está en pausa hasta que lo revise un administrador.
       *[other] Un administrador ha pausado este proyecto, así que solo un administrador puede reanudarlo. El motivo: { $reason }
    }
panel-held = Motivo: { $reason }
card-held = La pregunta que tenías abierta ya no hace falta: su proyecto está en pausa.
card-report = ¿Qué tiene de malo esta tarea? La revisarán los administradores de este bot. Quien pregunta no sabrá que has sido tú.
button-report = Denunciar…
report-harmful = Ilegal o dañina
report-personal = Pide datos personales
report-spam = Spam o estafa
report-broken = No tiene sentido
report-sent = Gracias. Un administrador la revisará y te diré en qué queda. Quien pregunta no sabrá que has sido tú.
report-before = Ya has denunciado esta tarea.
report-enough = Has denunciado { $most } tareas en las últimas 24 horas y no puedo transmitir más. Aún puedes saltarte esta.
report-over = Un administrador ya ha atendido esta denuncia. ¡Gracias!
report-words = ¿Qué tiene de malo? Escríbelo en un mensaje, o envía /cancel.
report-words-added = Gracias, lo he añadido.
cancelled-words = De acuerdo. Tu denuncia se queda como estaba.
button-words = Añadir unas palabras
report-acted = Denunciaste algo en «{ $project }». Un administrador lo ha revisado y ha detenido el proyecto. ¡Gracias!
report-dismissed = Denunciaste algo en «{ $project }». Un administrador lo ha revisado y lo considera aceptable. ¡Gracias por denunciarlo!
audit = Página { $page } de { $pages }, lo más reciente primero. Las horas son UTC.
audit-none = Aquí no hay nada.
audit-somebody = alguien
reports-how = Envía /reports solo. Para otra página, añade su número, por ejemplo /reports 2.
audit-how = Envía /audit solo, o con el número de una persona o de un proyecto, por ejemplo /audit 12. /audit csv envía todo en un archivo.
audit-told = { $type ->
        [subscribed] { $actor } se suscribió y aceptó las condiciones{ $number ->
            [0] {""}
           *[other] , versión { $number }
        }
        [break_begun] { $actor } pausó sus tareas
        [break_ended] { $actor } reanudó sus tareas
        [break_ended_itself] terminó la pausa de { $person }
        [unsubscribed] { $actor } se dio de baja
        [blocked] { $actor } bloqueó el bot
        [unblocked] { $actor } desbloqueó el bot
        [forgotten] se borraron los datos de alguien { $word ->
            [left] que se había ido hace mucho
           *[asked] que lo pidió
        }
        [link_made] { $actor } creó un enlace para dar permiso para preguntar
        [granted] { $actor } dio permiso para preguntar a { $person }
        [admin_added] { $person } pasó a ser administrador en la configuración del bot
        [admin_removed] { $person } dejó de ser administrador en la configuración del bot
        [revoked] { $actor } quitó a { $person } el permiso para preguntar: { $reason }
        [banned] { $actor } expulsó a { $person }: { $reason }
        [discarded] { $actor } hizo que las respuestas de { $person } no cuenten
        [unbanned] { $actor } terminó la expulsión de { $person }: { $reason }
        [imported] { $actor } importó { $number ->
            [0] un archivo
            [one] un archivo con una tarea
           *[other] un archivo con { $number } tareas
        } como proyecto { $project }
        [deleted] { $actor } eliminó el borrador del proyecto { $project }
        [deleted_itself] el borrador del proyecto { $project } se eliminó porque { $person } no lo tocó más
        [launched] { $actor } lanzó el proyecto { $project }
        [paused] { $actor } pausó el proyecto { $project }
        [resumed] { $actor } reanudó el proyecto { $project }
        [cancelled] { $actor } canceló el proyecto { $project }
        [rule_changed] { $actor } cambió { $rule ->
            [target] la certeza que debe tener una respuesta
            [min] el mínimo de respuestas por tarea
            [max] el máximo de respuestas por tarea
            [margin] la ventaja que debe tener una opción
            [nothing] la opción que significa «aquí no hay nada»
            [run] cuántos «aquí no hay nada» seguidos bastan
            [ends] la fecha de fin o el límite
           *[none] una regla
        } en el proyecto { $project }{ $isTyped ->
            [yes] : «{ $typed }»
           *[no] {""}
        }
        [completed] terminó el proyecto { $project } de { $person }: { $word ->
            [budget] llegó a su número de respuestas
            [deadline] se acabó su tiempo
           *[none] todas sus tareas están cerradas
        }
        [reopened] el proyecto { $project } de { $person } sigue porque una tarea está abierta otra vez
        [handed_out] { $actor } recibió los resultados { $word ->
            [final] finales
           *[none] provisionales
        } del proyecto { $project }
        [held] el administrador { $actor } pausó el proyecto { $project } de { $person }: { $reason }
        [held_reports] las denuncias pausaron el proyecto { $project } de { $person }
        [released] el administrador { $actor } reanudó el proyecto { $project } de { $person }
        [ended] el administrador { $actor } canceló el proyecto { $project } de { $person }: { $reason }
        [reported] { $actor } denunció una tarea del proyecto { $project }: { $word ->
            [harmful] ilegal o dañina
            [personal] pide datos personales
            [spam] spam o estafa
            [broken] no tiene sentido
           *[none] –
        }
        [announced] { $actor } envió un anuncio{ $number ->
            [0] {""}
            [one] {" "}a una persona
           *[other] {" "}a { $number } personas
        }{ $project ->
            [none] {""}
           *[other] , proyecto { $project }
        }
        [announcement_stopped] { $actor } paró un anuncio de { $person }
        [announcement_stopped_itself] se paró un anuncio de { $person }
        [restored] el bot se restauró con una copia de seguridad: aquí falta lo que se hizo después de hacerla
        [paying_begun] { $actor } aceptó pagar como máximo { $stars ->
            [one] una Star
           *[other] { $stars } Stars
        } por un anuncio
        [paying_ended] { $actor } dejó de pagar por un anuncio de { $person }
        [paying_ended_itself] ya no se paga por un anuncio de { $person }{ $word ->
            [budget] : se han acabado las Stars del mes
            [balance] : el bot no tiene bastantes Stars
            [floods] : Telegram hizo esperar al bot a pesar de pagar
            [setting] : los ajustes ya no permiten pagar
           *[none] {""}
        }
       *[dismissed] el administrador { $actor } descartó las denuncias sobre el proyecto { $project }
    }
