rules-head = <b>Cuándo deja de preguntar «{ $name }»</b>
rules-effect = Toca lo que quieras cambiar. Un cambio vale para todas las tareas a la vez: las que ahora tienen bastante seguridad se cerrarán, y las que ya no cumplen las reglas se abrirán otra vez.
draft-margin = <b>¿Cuántas respuestas de ventaja debe sacar una opción?</b> También pararé cuando una opción tenga tantas más que cualquier otra, sean de quien sean. Toca o escribe un número, o escribe - para quitar esta regla.
draft-nothing = <b>¿Qué opción significa «aquí no hay nada»?</b> Si casi todas las tareas están vacías, bastan unas pocas respuestas así seguidas. Tócala o escríbela, o escribe - para quitar esta regla.
draft-run = <b>¿Cuántas respuestas seguidas deben decir «{ $option }»?</b> Entonces pararé, aunque la tarea no tenga todavía su mínimo de respuestas.
panel-margin = También para cuando una opción saca { $margin } de ventaja a todas las demás
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
        [not_applicable] no procede { $count }
       *[cancelled] canceladas { $count }
    }
panel-reasons = Cerradas: { $reasons }
ends-ask = <b>¿Cuándo debe terminar «{ $name }» como muy tarde?</b>
ends-never = Ahora mismo termina cuando se cierran todas sus tareas.
ends-how = Escribe un número de respuestas (hasta ahora: { $answers }) o un momento, como «mañana 18:00», «viernes», «en 3 días» o «24.12.2026 18:00». Un día sin hora significa el final de ese día. Las tareas que sigan abiertas entonces se cerrarán con las respuestas que tengan. El límite se puede subir después.
button-edit-margin = { $value ->
        [0] Parar con ventaja de…
       *[other] Parar con { $value } de ventaja
    }
button-edit-nothing = { $known ->
        [0] Parar antes si está vacía…
       *[other] Parar antes con «{ $value }»
    }
button-edit-ends = { $which ->
        [none] Fecha de fin o límite…
        [budget] Fin: { $answers } respuestas
        [deadline] Fin: { $time } { $zone }
       *[both] Fin: { $answers } o { $time }
    }
button-rules = Cuándo parar
button-rule-none = Quitar esta regla
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
    Llegó al número de respuestas que pusiste, así que las tareas que seguían abiertas se cerraron con las respuestas que tenían. Para seguir, toca «Cuándo parar» en su panel y pon un número mayor.
project-ended-deadline =
    <b>{ $project } ha terminado.</b>
    { $tasks ->
        [one] Una tarea
       *[other] { $tasks } tareas
    }, { $answers ->
        [one] una respuesta
       *[other] { $answers } respuestas
    }.
    Se acabó su tiempo, así que las tareas que seguían abiertas se cerraron con las respuestas que tenían. Para seguir, toca «Cuándo parar» en su panel y pon un momento posterior.
panel-budget-short = ⚠️ { $answers } respuestas no bastan para { $tasks ->
        [one] una tarea
       *[other] { $tasks } tareas
    } con al menos { $fewest } cada una: hacen falta { $needed }. Las tareas que reciban muy pocas se cerrarán sin decidir.
zone-of-city = (hora de { $city })
zone-known = Las horas son de { $city }. Para cambiarlo, envía /pace.
zone-unknown = Las horas son UTC, porque no conozco tu zona horaria. Para indicarla, envía /pace.
