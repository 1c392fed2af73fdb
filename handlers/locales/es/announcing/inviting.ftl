invite-head = <b>Invita a gente a «{ $project }»</b>
invite-reach = { $people ->
        [0] Todavía no se puede preguntar a nadie más.
        [one] Ahora se puede preguntar a una persona{ $online ->
            [0] .
           *[other] , que está en línea.
        }
       *[other] Ahora se puede preguntar a { $people } personas; { $online ->
            [0] ninguna está en línea.
            [one] una está en línea.
           *[other] { $online } están en línea.
        }
    }
invite-reach-named = Este proyecto solo pregunta a las personas que nombra tu archivo. { $people ->
        [0] Todavía no se puede preguntar a ninguna de ellas ({ $named }).
       *[other] Ahora se puede preguntar a { $people } de { $named }.
    }
invite-link =
    Comparte este enlace para que venga más gente. Quien lo abra recibirá primero las preguntas de este proyecto:
    { $link }
invite-link-paused =
    El proyecto está en pausa. Quien abra este enlace recibirá primero sus preguntas cuando lo reanudes:
    { $link }
invite-link-named =
    Envíales este enlace. Cada una tiene que abrirlo y aceptar antes de que se le pueda preguntar. A nadie más le da las tareas de este proyecto.
    { $link }
invite-came = Hasta ahora { $opened ->
        [one] una persona ha abierto
       *[other] { $opened } personas han abierto
    } el enlace. Se han apuntado { $subscribed } y han respondido en este proyecto { $answered }.
invite-forward =
    <b>{ $project }</b>
    { $question }

    ¿Puedes ayudar con esto? Se responden preguntas cortas en Telegram, con un toque cada una. Abre este enlace y toca Iniciar:
    { $link }
invite-none = Este proyecto no está en marcha, así que no hay a qué invitar.
invited-first = Te han invitado a <b>{ $project }</b>. Recibirás primero sus preguntas.
invited-nothing-now = <b>{ $project }</b> no tiene ahora ninguna pregunta para ti. Cuando la tenga, la recibirás primero.
invited-named-only = <b>{ $project }</b> es solo para personas elegidas de antemano, y tú no eres una de ellas. Si quieres, puedes responder otras preguntas.
invited-paused = <b>{ $project }</b> está en pausa. Cuando siga, recibirás primero sus preguntas.
invited-over = <b>{ $project }</b> ha terminado y ya no necesita más respuestas. ¡Gracias por venir! Si quieres, puedes responder otras preguntas.
invite-coming = Aquí tienes tu enlace.
button-invite = Invitar a gente
panel-invited = Enlace de invitación: abierto por { $opened }, apuntados { $subscribed }, han respondido { $answered }
