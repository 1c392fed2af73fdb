refused-outdated = Este botón ya no vale. Envía /next para ver tu tarea o /projects para ver tus proyectos.
refused-not-found = Esto no está aquí para ti, o ya no lo está.
refused-state = El proyecto ya está en otro estado. Envía /projects para verlo.
refused-incomplete = Quedan preguntas sobre este proyecto sin responder: respóndelas primero.
refused-not-requester = Esto solo puede hacerlo quien tiene permiso para preguntar. Un administrador puede darte un enlace para tenerlo.
refused-not-admin = Esto solo puede hacerlo un administrador de este bot.
refused-unsubscribed = Te has dado de baja, así que no se guarda nada. Envía /start para volver.
refused-file-too-large = Este archivo pasa de 20 MB, lo máximo que Telegram entrega a un bot. Envíalo por partes, por favor.
refused-tasks-too-many = Este archivo tiene { $found } tareas; este bot admite { $most } por archivo. Envíalo por partes, por favor.
refused-gold-unknown =
    <b>Algunas respuestas conocidas de tu archivo no están entre estas opciones</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Escribe unas opciones que las contengan todas, o corrige el archivo y envíalo otra vez.
refused-options-too-few = Una pregunta necesita al menos dos opciones; he encontrado { $found }. Escríbelas separadas por comas, o una en cada línea.
refused-options-too-many = Una pregunta puede tener { $most } opciones; he encontrado { $found }.
refused-option-too-long = Una opción puede tener { $most } caracteres. Esta es demasiado larga: { $option }…
refused-option-twice = Esta opción está repetida: { $option }
refused-target-out-of-range = Escribe una certeza entre { $least } % y { $most } %, por favor.
refused-count-out-of-range = Escribe un número entero de { $least } a { $most }, por favor.
refused-not-a-number = No he podido leer ningún número en: { $found }
refused-option-unknown = No es ninguna de las respuestas de este proyecto: { $found }
refused-language-unknown = No conozco este idioma: { $found }. Toca uno de los botones, por favor.
refused-topic-unknown = No conozco este tema: { $found }. Toca uno de los botones, por favor.
refused-limit-unclear = No he podido leer un número de respuestas ni un momento en: { $found }
refused-budget-out-of-range = Escribe un número mayor que las { $answers } respuestas que ya hay, hasta { $most }. Para terminar un proyecto ahora, usa Cancelar en su panel.
refused-deadline-out-of-range = Este momento no está en los próximos diez años: { $found }
refused-deadline-over = Ya pasó el momento en que termina este proyecto. Pon otro con «Fin» antes de lanzarlo.
refused-text-empty = Estaba vacío. Escríbelo otra vez, por favor.
refused-text-too-long = Es demasiado largo: has enviado { $found } caracteres y caben { $most }.
refused-draft-ready = Para este proyecto ya no hay nada que escribir. Envía /projects para cambiar algo o lanzarlo.
went-wrong = Algo ha salido mal aquí y no ha cambiado nada. Inténtalo otra vez, por favor.
