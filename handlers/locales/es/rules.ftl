rules-head = <b>¿Cuándo dejo de preguntar por una tarea de «{ $name }»?</b>
rules-effect = Toca lo que quieras cambiar. Un cambio vale para todas las tareas a la vez: lo que con él ya es seguro se cierra, y lo que otra regla cerró se abre otra vez si ya no se cerraría.
draft-margin =
    <b>¿Cuántas respuestas de ventaja bastan?</b> Entonces también paro cuando una respuesta tiene tantas más que cualquier otra, sean de quien sean. Escribe un número, o - para no usar esta regla.
draft-nothing =
    <b>¿Qué respuesta dice que no hay nada?</b> Donde casi todas las tareas están vacías, bastan unas pocas de esas seguidas. Elígela o escríbela, o - para no usar esta regla.
draft-run = <b>¿Cuántas respuestas seguidas deben decir «{ $option }»?</b> Entonces paro, incluso antes del mínimo de respuestas.
panel-margin = También para cuando una respuesta saca { $margin } de ventaja a todas las demás
panel-nothing = También para cuando { $run ->
        [one] una respuesta dice
       *[other] { $run } respuestas seguidas dicen
    } «{ $option }»
panel-reason = { $reason ->
        [target] con certeza { $count }
        [nothing_here] sin nada { $count }
        [margin] con ventaja { $count }
        [max_answers] con el máximo de respuestas { $count }
        [out_of_reach] sin solución { $count }
        [nobody_left] sin nadie a quien preguntar { $count }
        [budget] con el máximo en total { $count }
        [deadline] fuera de tiempo { $count }
        [known] ya conocidas { $count }
       *[cancelled] canceladas { $count }
    }
panel-reasons = Cerradas: { $reasons }
ends-ask = <b>¿Cuándo termina «{ $name }» como muy tarde?</b>
ends-never = Ahora: cuando se cierren todas sus tareas.
ends-how =
    Escribe el máximo de respuestas en total (hasta ahora: { $answers }), o un momento: 2026-12-24, 2026-12-24 18:00 (UTC), +3d o +12h desde ahora. Lo que esté abierto entonces se cierra con las respuestas que tenga. Un límite se puede subir después.
button-edit-margin = Ventaja
button-edit-nothing = Nada aquí
button-edit-ends = Fin
button-rules = Cuándo parar
button-rule-none = Sin esta regla
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
    Llegó al máximo de respuestas que pusiste, así que lo que estaba abierto se cerró con las respuestas que tenía. Para seguir, pon un número mayor con «Cuándo parar» en su panel.
project-ended-deadline =
    <b>{ $project } ha terminado.</b>
    { $tasks ->
        [one] Una tarea
       *[other] { $tasks } tareas
    }, { $answers ->
        [one] una respuesta
       *[other] { $answers } respuestas
    }.
    Se acabó su tiempo, así que lo que estaba abierto se cerró con las respuestas que tenía. Para seguir, pon un momento posterior con «Cuándo parar» en su panel.
