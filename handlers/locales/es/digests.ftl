digest-head = <b>Tu resumen</b>
digest-answered = Desde el anterior has dado { $n ->
        [one] una respuesta
       *[other] { $n } respuestas
    }. ¡Gracias!
digest-decided = { $n ->
        [one] Se decidió una tarea que respondiste, { $agreed ->
            [0] de otra manera que tú.
           *[other] como dijiste.
        }
       *[other] Se decidieron { $n } tareas que respondiste, { $agreed } de ellas como dijiste.
    }
digest-tasks = Hay algo para ti:
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
button-begin = Empezar
card-idle-digest = Ahora mismo no te espera nada. Cuando haya algo, te lo dirá tu resumen de las { $time }.
pace-digest-line = Un resumen al día en vez de mensajes: { $value }
pace-digest-none = ninguno
pace-digest-at = a las { $time }
pace-change-digest = Resumen
pace-ask-digest = ¿Prefieres un solo mensaje al día, con todo lo que hay por hacer y lo que fue de tus respuestas? Elige la hora o escríbela, por ejemplo 18:00. Si un día no hay nada que decir, no envío nada.
