ends-ask = <b>¿Cuándo termina «{ $name }» como muy tarde?</b>
ends-never = Ahora: cuando se cierren todas sus tareas.
ends-how =
    Escribe el máximo de respuestas en total (hasta ahora: { $answers }), o un momento: 2026-12-24, 2026-12-24 18:00 (UTC), +3d o +12h desde ahora. Lo que esté abierto entonces se cierra con las respuestas que tenga. Un límite se puede subir después.
button-ends = Fin
button-ends-never = Sin límite
button-ends-answers = { $count ->
        [one] Una respuesta
       *[other] { $count } respuestas
    }
button-ends-days = { $days ->
        [one] En un día
       *[other] En { $days } días
    }
project-ended-budget =
    <b>{ $project } ha terminado.</b>
    { $tasks ->
        [one] Una tarea
       *[other] { $tasks } tareas
    }, { $answers ->
        [one] una respuesta
       *[other] { $answers } respuestas
    }.
    Llegó al máximo de respuestas que pusiste, así que lo que estaba abierto se cerró con las respuestas que tenía. Para seguir, pon un número mayor con «Fin» en su panel.
project-ended-deadline =
    <b>{ $project } ha terminado.</b>
    { $tasks ->
        [one] Una tarea
       *[other] { $tasks } tareas
    }, { $answers ->
        [one] una respuesta
       *[other] { $answers } respuestas
    }.
    Se acabó su tiempo, así que lo que estaba abierto se cerró con las respuestas que tenía. Para seguir, pon un momento posterior con «Fin» en su panel.
