file-understood =
    <b>{ $pasted ->
        [0] He leído { $name }:
       *[other] He leído tu mensaje:
    } { $rows ->
        [one] una tarea
       *[other] { $rows } tareas
    }.</b>
file-columns = Los participantes verán: { $columns }.
file-gold = { $count ->
        [one] Una tarea tiene respuesta conocida (gold).
       *[other] { $count } tareas tienen respuesta conocida (gold).
    } Los participantes no la ven.
file-named = { $count ->
        [one] Una tarea es solo para las personas que has indicado en ella.
       *[other] { $count } tareas son solo para las personas que has indicado en ellas.
    }
file-keys = Los resultados incluirán tus propios ids.
file-title = He llamado al proyecto «{ $text }», como dice tu pie de archivo.
file-question = He tomado tu pie de archivo como pregunta: «{ $text }»
file-unused = Tu pie de archivo es demasiado largo para un nombre, así que no lo he usado.
file-preview = Así se verá la primera tarea:
pasted-name = Mis tareas
file-lines =
    <b>{ $tasks ->
        [one] ¿Es esto una tarea?
       *[other] ¿Son estas { $tasks } tareas?
    }</b>
file-lines-more = … y { $more } más
button-file-lines-first = Sí, empezar un proyecto
button-file-lines-other = No lo son
file-heading = <b>¿La primera línea es un encabezado o una tarea?</b> Dice:
button-file-heading-first = Un encabezado
button-file-heading-other = Una tarea
file-missing =
    { $gold ->
        [0] <b>{ $total ->
            [one] Una fila solo dice { $values }.
           *[other] { $total } filas solo dicen { $values }.
        }</b> ¿Omito { $total ->
            [one] esa fila
           *[other] esas filas
        }, o es un texto como cualquier otro?
       *[other] <b>{ $total ->
            [one] Una fila dice { $values } como respuesta conocida.
           *[other] { $total } filas dicen { $values } como respuesta conocida.
        }</b> ¿Significa que la respuesta no se conoce, o es una de las opciones?
    }
button-file-missing-first = { $gold ->
        [0] Omitir
       *[other] No se sabe: en blanco
    }
button-file-missing-other = { $gold ->
        [0] Dejar { $values } como texto
       *[other] { $values }: una opción
    }
file-bad-rows =
    <b>He leído { $rows ->
        [one] una fila
       *[other] { $rows } filas
    }, y { $bad ->
        [one] una no se puede usar.
       *[other] { $bad } no se pueden usar.
    }</b> ¿Sigo sin { $bad ->
        [one] ella
       *[other] ellas
    }, o prefieres corregir antes el archivo?
button-file-bad-rows-first = { $good ->
        [one] Seguir con la otra fila
       *[other] Seguir con las otras { $good }
    }
button-file-bad-rows-other = Parar aquí
file-refused = <b>No puedo usar { $name }, así que no se ha importado nada.</b>
file-stopped = De acuerdo, no se ha importado nada de { $name }.
pasted-lines = tus líneas
file-replaced = Has enviado { $after }, así que dejo { $name } de lado.
file-reading = Leyendo { $name } …
file-queued =
    <b>{ $ahead ->
        [one] Hay una importación antes que la tuya.
       *[other] Hay { $ahead } importaciones antes que la tuya.
    }</b> Empezaré con { $name } en cuanto te toque.
file-importing =
    <b>Importando { $name }: { $done } %</b>
    Tiene { $rows ->
        [one] una tarea.
       *[other] { $rows } tareas.
    } Mientras tanto puedes seguir usándome.
button-file-stop = Cancelar
file-too-hard = <b>Leer { $name } requiere más memoria o tiempo de los que tengo, así que no se ha importado nada.</b> Divídelo en archivos más pequeños, o guárdalo como CSV y envíamelo.
file-failed = <b>He empezado a importar { $name } varias veces sin terminar nunca, así que no se ha importado nada.</b> Envíalo otra vez, por favor. Si vuelve a fallar, divídelo en archivos más pequeños.
file-gone = Ya no puedo obtener { $name } de Telegram. Envíalo otra vez, por favor.
file-export =
    Envía una tabla: una fila por tarea. Sirven los archivos de Excel (XLSX, XLS), CSV, TSV y JSON, y también puedes pegar líneas de texto sin más.
    • Excel: Archivo › Guardar como › CSV UTF-8
    • LibreOffice: Archivo › Guardar como › Texto CSV
    • Hojas de cálculo de Google: Archivo › Descargar › Valores separados por comas
unfit-file-question = Toca uno de los botones bajo la pregunta sobre { $file }, o envía /cancel.
unfit-lines-question = Toca uno de los botones bajo la pregunta sobre tus líneas, o envía /cancel.
cancelled-file = De acuerdo, dejo { $file } de lado: no he empezado ningún proyecto.
cancelled-lines = De acuerdo, dejo tus líneas de lado: no he empezado ningún proyecto.
file-errors-more = El archivo errors.csv enumera todas las filas con errores (hasta mil).
