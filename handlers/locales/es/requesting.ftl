file-understood =
    <b>He leído tu archivo.</b>
    { $rows ->
        [one] Una tarea
       *[other] { $rows } tareas
    }, que se muestran con: { $columns }.{ $keys ->
        [0] {""}
       *[other] {" "}Se conservan tus propios ids.
    }{ $gold ->
        [0] {""}
       *[other] {" "}Respuestas conocidas (gold): { $gold }.
    }{ $named ->
        [0] {""}
       *[other] {" "}Solo para personas concretas: { $named }.
    }
    Así se verá la primera tarea:
preview-head = Vista previa de la tarea { $number }
draft-head = Paso { $number } de { $total }
draft-name = <b>¿Cómo se llama el proyecto?</b> Es el nombre que verán quienes respondan. Escríbelo, o deja:
draft-question = <b>¿Qué preguntas sobre cada tarea?</b> Por ejemplo: «¿Se deduce el segundo texto del primero?»
draft-options =
    <b>¿Qué respuestas hay?</b> Escríbelas, una en cada línea o separadas por comas (de 2 a 50), o elige:
draft-target = <b>¿Qué certeza debe tener una respuesta?</b> Dejo de preguntar por una tarea en cuanto su respuesta la alcanza.
draft-min = <b>¿Cuántas respuestas recibe cada tarea como mínimo?</b>
draft-max = <b>¿Cuántas respuestas recibe una tarea como máximo?</b> Entonces paro, aunque no haya acuerdo.
draft-ready =
    <b>Todo listo: { $name }</b>
    Pregunta: { $question }
    Respuestas: { $options }
    Paro con una certeza del { NUMBER($target, maximumFractionDigits: 1) } %, con entre { $min } y { $max } respuestas por tarea. En total: { $tasks ->
        [one] una tarea
       *[other] { $tasks } tareas
    }.
draft-forecast =
    Respuestas en total: { $exact ->
        [0] unas { $likely } (probablemente entre { $low } y { $high })
       *[other] unas { $likely }
    }
draft-ready-end =
    {""}
    Échale un vistazo, cambia lo que quieras y lánzalo.
button-edit-name = Nombre
button-edit-question = Pregunta
button-edit-options = Respuestas
button-edit-target = Certeza
button-edit-min = Mínimo
button-edit-max = Máximo
button-preview = Vista previa
button-next-preview = Vista previa siguiente ›
button-launch = Lanzar
button-edit = Editar
button-go-on = Seguir
button-pause = Pausar
button-resume-project = Reanudar
button-results = Resultados
button-cancel = Cancelar
button-cancel-surely = Sí, terminarlo para siempre
option-yes = Sí
option-no = No
launched = ¡Lanzado!
results-coming = Los archivos van de camino.
results-checking = Estoy comprobando todas las respuestas una vez más; los archivos llegan enseguida.
panel-state = Estado: { $state ->
        [draft] sin lanzar
        [running] en marcha
        [paused] en pausa
        [completed] terminado
       *[cancelled] cancelado
    }
state-name = { $state ->
        [draft] borrador
        [running] en marcha
        [paused] en pausa
        [completed] terminado
       *[cancelled] cancelado
    }
panel-closed = { NUMBER($closed, useGrouping: 0) } de { NUMBER($tasks, useGrouping: 0) } tareas cerradas
panel-answers = Respuestas: { $answers } ({ NUMBER($per_task, minimumFractionDigits: 1) } por tarea){ $late ->
        [0] {""}
       *[other] , tarde para contar: { $late }
    }{ $skips ->
        [0] {""}
       *[other] , saltadas: { $skips }
    }
panel-confidence = Confianza declarada: { NUMBER($percent, maximumFractionDigits: 1) } % de media
panel-rule = Para con el { NUMBER($target, maximumFractionDigits: 1) } % o con { $max } respuestas, tras { $min } como mínimo
panel-limits = Termina como muy tarde { $kind ->
        [budget] con { $answers } respuestas en total
        [deadline] el { $time } UTC
       *[both] con { $answers } respuestas en total, o el { $time } UTC
    }
panel-forecast =
    Respuestas en total: { $exact ->
        [0] unas { $likely } (probablemente entre { $low } y { $high })
       *[other] unas { $likely }
    }
panel-unfinished = Quedan preguntas sobre el proyecto sin responder.
panel-cancel = <b>¿Terminar «{ $name }» para siempre?</b> No se pregunta nada más; las tareas abiertas se cierran con las respuestas que tienen. No se puede deshacer.
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
projects-none = Aún no tienes ningún proyecto. Para empezar, envíame un archivo CSV o JSONL con tareas; /help explica cómo debe ser.
file-refused =
    <b>No he podido usar este archivo, y no he tomado nada de él.</b>
    { $total ->
        [one] Hay un error:
       *[other] Hay { $total } errores:
    }
file-errors-more = … y { $more } más. El archivo errors.csv los enumera (los mil primeros).
file-row = fila { $row }
file-whole = el archivo
results-none = Todavía no has lanzado ninguno de tus proyectos. /projects los muestra.
