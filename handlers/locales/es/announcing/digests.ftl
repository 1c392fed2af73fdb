digest-head = <b>Tu resumen</b>
digest-answered = Desde el anterior has dado { $n ->
        [one] una respuesta
       *[other] { $n } respuestas
    }. ¡Gracias!
digest-decided = { $n ->
        [one] Se ha decidido una pregunta que respondiste, { $agreed ->
            [0] pero con otra respuesta que la tuya.
           *[other] tal como respondiste.
        }
       *[other] Se han decidido { $n } preguntas que respondiste, { $agreed } de ellas tal como respondiste.
    }
digest-tasks = Preguntas que te esperan:
digest-project = • { $name }: { $n ->
        [one] una pregunta
       *[other] { $more ->
            [0] { $n }
           *[other] más de { $n }
        } preguntas
    }
digest-others = … y { $n ->
        [one] un proyecto más
       *[other] { $n } proyectos más
    }
button-begin = Empezar a responder
card-idle-digest = Ahora mismo no hay preguntas para ti. Cuando haya algo nuevo, te lo dirá tu resumen de las { $time }.
pace-digest-line = Un resumen al día en vez de mensajes: { $value }
pace-digest-none = ninguno
pace-digest-at = a las { $time }
pace-change-digest = Resumen
pace-ask-digest = ¿Prefieres un solo mensaje al día, con las preguntas que te esperan y cómo han quedado tus respuestas? Elige una hora o escríbela, por ejemplo 18:00. Si un día no hay nada nuevo, no te escribo.
