card-idle = Ahora mismo no te espera nada. Te escribiré cuando haya algo.
card-paused = En pausa. No te preguntaré nada hasta que sigas.
card-left = Te has dado de baja. Envía /start para volver.
card-expired = Esta tarea llevaba un rato esperando y ha pasado a otra persona. Cuando quieras, seguimos:
card-given = Has respondido: { $option }
card-change = Estás cambiando tu última respuesta.
card-skip = ¿Por qué la saltas?
card-cut = Hay más texto: toca «Leer todo».
question-to-come = (aquí irá la pregunta)
button-skip = Saltar
button-more = Leer todo
button-back = Volver
button-keep = Dejar mi respuesta
button-to-answer = Volver a la pregunta
button-change = Cambiar mi última respuesta
skip-dont-know = No lo sé
skip-unclear = La pregunta no está clara
skip-broken = Algo no funciona
skip-not-for-me = No es para mí
skipped = Saltada.
answer-saved = Guardada, ¡gracias!
answer-late = Esta pregunta ya estaba decidida cuando llegó tu respuesta. La guardo, pero no cuenta. ¡Gracias de todos modos!
answer-changed = Cambiada.
answer-same = Ya habías respondido eso.
answered-before = Esta ya la has respondido. Para cambiar tu última respuesta hay un botón.
skipped-before = Esta ya la has saltado.
change-too-old = Una respuesta se puede cambiar durante 15 minutos; ya han pasado.
skip-late = Esta tarea ya terminó; no hay nada que saltar.
card-ends = { $minutes ->
    [one] En un minuto esta pasa a otra persona.
   *[other] En { $minutes } minutos esta pasa a otra persona.
}
button-more-time = Más tiempo
time-given = Tómate tu tiempo.
time-enough = Ya te la he guardado mucho tiempo. Aún puedes responder hasta que pase a otra persona.
