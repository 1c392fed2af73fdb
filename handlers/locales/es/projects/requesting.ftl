preview-head = Vista previa: tarea { NUMBER($number, useGrouping: 0) } de { NUMBER($total, useGrouping: 0) }
draft-head = { $name } · paso { $number } de { $total }
draft-name = <b>¿Cómo debe llamarse el proyecto?</b> Los participantes verán este nombre en cada tarea. Escribe uno nuevo o deja este:
draft-question =
    <b>¿Qué quieres preguntar sobre cada tarea?</b>
    Escribe la pregunta tal como la leerá la gente. Por ejemplo: «¿Es positiva esta reseña?»
draft-target = <b>¿Qué seguridad debo tener de una respuesta?</b> Cuando la tengo, dejo de preguntar por la tarea. Toca o escribe un porcentaje.
draft-min = <b>¿Cuántas respuestas debe recibir cada tarea como mínimo?</b> Toca o escribe un número.
draft-max = <b>¿Cuántas respuestas debe recibir una tarea como máximo?</b> A partir de ahí paro, aunque no haya acuerdo. Toca o escribe un número.
draft-ready =
    <b>Listo para lanzar: { $name }</b>
    Pregunta: { $question }
    { $set_up }
    Tareas: { $tasks }
button-edit-name = Nombre: { $value }
button-edit-question = Pregunta: { $value }
button-edit-target = Parar al { NUMBER($value, maximumFractionDigits: 1) } % de seguridad
button-edit-min = { $value ->
        [one] Mínimo una respuesta
       *[other] Mínimo { $value } respuestas
    }
button-edit-max = { $value ->
        [one] Máximo una respuesta
       *[other] Máximo { $value } respuestas
    }
button-preview = Vista previa
button-launch = Lanzar
button-edit = Editar
button-go-on = Continuar
button-pause = Pausar
button-resume-project = Reanudar
button-results = Resultados
button-cancel = Cancelar
button-cancel-surely = Sí, terminarlo para siempre
launched = ¡Lanzado!
results-coming = Los archivos van de camino.
results-checking = Estoy comprobando todas las respuestas una vez más; los archivos llegan enseguida.
panel-state = Estado: { $state ->
        [draft] sin lanzar
        [running] en marcha
        [preparing] preparándose: sus tareas se ofrecen en un momento
        [paused] en pausa
        [held] pausado por un administrador; solo un administrador puede reanudarlo
        [reported] en pausa hasta que un administrador revise las denuncias
        [completed] terminado
        [ending] terminando: se están cerrando las últimas tareas
       *[cancelled] cancelado
    }
state-name = { $state ->
        [draft] borrador
        [running] en marcha
        [paused] en pausa
        [completed] terminado
       *[cancelled] cancelado
    }
panel-tasks = Tareas: { NUMBER($tasks, useGrouping: 0) }
panel-closed = { $cut_off ->
        [0] { NUMBER($closed, useGrouping: 0) } de { NUMBER($tasks, useGrouping: 0) } tareas cerradas
       *[other] { NUMBER($closed, useGrouping: 0) } de { NUMBER($tasks, useGrouping: 0) } tareas decididas; { $how ->
            [cancelled] { NUMBER($cut_off, useGrouping: 0) } seguían abiertas cuando cancelaste
           *[ended] { NUMBER($cut_off, useGrouping: 0) } seguían abiertas cuando terminó
        }
    }
panel-answers = Respuestas: { $answers } ({ NUMBER($per_task, minimumFractionDigits: 1) } por tarea){ $late ->
        [0] {""}
       *[other] , tarde para contar: { $late }
    }
panel-confidence = Confianza declarada: { NUMBER($percent, maximumFractionDigits: 1) } % de media
panel-rule = Deja de preguntar por una tarea con el { NUMBER($target, maximumFractionDigits: 1) } % de seguridad, tras recibir { $fixed ->
        [1] exactamente { $min ->
            [one] una respuesta
           *[other] { $min } respuestas
        }
       *[other] de { $min } a { $max } respuestas
    }
panel-limits = { $which ->
        [none] Sin fecha de fin ni límite
        [budget] Termina como muy tarde con { $answers } respuestas en total
        [deadline] Termina como muy tarde el { $time } { $zone }
       *[both] Termina como muy tarde con { $answers } respuestas en total, o el { $time } { $zone }
    }
panel-forecast =
    Respuestas en total: { $exact ->
        [0] unas { $likely } (probablemente entre { $low } y { $high })
       *[other] unas { $likely }
    }
panel-unfinished = Este proyecto aún no está preparado del todo.
panel-cancel = <b>¿Terminar «{ $name }» para siempre?</b> No preguntaré nada más, y las tareas abiertas se cerrarán con las respuestas que tienen. No se puede deshacer.
project-complete =
    <b>{ $project } ha terminado.</b>
    { $tasks ->
        [one] Una tarea
       *[other] { $tasks } tareas
    }, { $answers ->
        [one] una respuesta
       *[other] { $answers } respuestas
    }.
projects-head = <b>Tus proyectos</b>
projects-how = Envía /projects solo para ver tus proyectos.{ $admin ->
        [yes] {" "}Para ver los de todos, envía /projects all; para otra página, añade su número: /projects all 2.
       *[no] {""}
    }
projects-none = Aún no tienes ningún proyecto. Para empezar, envíame tus tareas: un archivo CSV, Excel o JSON, o pega líneas sin más. /help explica cómo debe ser un archivo.
results-none = Todavía no has lanzado ninguno de tus proyectos, así que no hay nada que mostrar. /projects los muestra.
draft-more =
    <b>Todos los ajustes de «{ $name }»</b>
    Toca lo que quieras cambiar.
effort-head = <b>¿Cómo de a fondo debo preguntar?</b>
effort-name = { $effort ->
        [quick] Rápido
        [balanced] Equilibrado
        [careful] Minucioso
       *[own] Tus propios números
    }
effort-line = { $name }: { NUMBER($target, maximumFractionDigits: 1) } % de seguridad, { $fixed ->
        [1] exactamente { $min ->
            [one] una respuesta
           *[other] { $min } respuestas
        }
       *[other] de { $min } a { $max } respuestas
    } por tarea, { $cost }
effort-cost = { $exact ->
        [0] unas { $likely } en total (probablemente entre { $low } y { $high })
       *[other] unas { $likely } en total
    }
effort-range = entre { $low } y { $high } en total
effort-foot = Dejo de preguntar por una tarea en cuanto tengo esa seguridad. Para fijar números exactos, escríbelos, por ejemplo: 95 % 3-7
button-edit-more = Más…
button-delete = Borrar borrador…
button-delete-surely = Sí, borrarlo
panel-delete = <b>¿Borrar el borrador «{ $name }»?</b> Se borran el proyecto y sus tareas. No se puede deshacer.
draft-expires = Llevas casi { $days } días sin tocar el proyecto «{ $project }», que nunca se lanzó. Lo borraré dentro de un día. Para conservarlo, ábrelo con /projects.
draft-expired = He borrado el proyecto «{ $project }»: nunca se lanzó y llevabas { $days } días sin tocarlo.
draft-deleted = He borrado el borrador «{ $name }».
panel-skips = Saltadas { $total ->
        [one] una vez
       *[other] { $total } veces
    }: { $reasons }
skip-count = { $reason ->
        [broken] { $count } por estar mal
        [unclear] { $count } por no estar claras
        [dont_know] { $count } por no saber
       *[not_for_me] { $count } por no ser para ellos
    }
button-skipped = Tareas saltadas
skipped-head = <b>Tareas de «{ $name }» que la gente ve mal</b>
skipped-none = Nadie ha marcado una tarea como mala o poco clara.
skipped-task = • { $reasons }: «{ $text }» (id { $key })
skipped-foot = El archivo de resultados muestra cuántas veces se saltó cada tarea, y por qué.
summary-head = <b>Resultados de «{ $name }»</b>
summary-doubts = Las menos seguras:
summary-doubt = • { $value }, { NUMBER($percent, maximumFractionDigits: 1) } % de seguridad: «{ $text }» (id { $key })
summary-skips = Tareas que alguien saltó por estar mal: { $broken }; por no estar claras: { $unclear }. Para ver cuáles, toca «Tareas saltadas» en el panel.
summary-known = { $known ->
        [0] Ninguna tarea tiene resultado todavía.
        [one] { $tasks ->
            [one] La única tarea tiene resultado.
           *[other] Una de { $tasks } tareas tiene resultado.
        }
       *[other] { $known } de { $tasks } tareas tienen resultado.
    }{ $cut_off ->
        [0] {""}
        [one] {" "}Una tarea seguía abierta cuando terminó el proyecto.
       *[other] {" "}{ $cut_off } tareas seguían abiertas cuando terminó el proyecto.
    }
