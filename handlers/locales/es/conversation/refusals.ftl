refused-outdated = Este botón ya no vale. Envía /next para ver tu tarea o /projects para ver tus proyectos.
refused-not-found = Eso no está disponible para ti, o ya no existe.
refused-state = El proyecto ha cambiado entretanto. Envía /projects para verlo como está ahora.
refused-incomplete = Este proyecto aún no está preparado del todo. Termina primero de prepararlo, por favor.
refused-not-requester = Para esto necesitas acceso. Un administrador de este bot puede enviarte un enlace.
refused-not-admin = Esto solo puede hacerlo un administrador de este bot.
refused-unsubscribed = Te has dado de baja, así que no guardo nada. Envía /start para volver.
refused-file-too-large = Este archivo pasa de 20 MB, lo máximo que Telegram deja descargar a un bot. Divídelo en archivos más pequeños, por favor.
refused-drafts-too-many = Tienes { $found } proyectos sin lanzar y guardo hasta { $most }. Lanza o borra alguno antes: /projects los muestra.
refused-open-tasks-too-many = Tus proyectos abiertos tienen { $found } tareas y admito hasta { $most } por persona. No caben { $more } más: cancela o borra un proyecto antes (/projects), o espera a que termine alguno.
refused-files-too-many = { $found } de tus archivos aún esperan para importarse. Envía este otra vez cuando hayan terminado, por favor.
refused-lines-too-many = Son más líneas pegadas de las que caben: en total puedo tomar { NUMBER($most, useGrouping: 1) } líneas y { NUMBER($chars, useGrouping: 1) } caracteres. He guardado lo que enviaste antes. Para enviar más, pon una tarea por línea en un archivo de texto o CSV y envíamelo.
refused-tasks-too-many = Este archivo tiene { $found } tareas y puedo admitir { $most } por archivo. Divídelo en archivos más pequeños, por favor.
refused-gold-unknown =
    <b>{ $kind ->
        [one_of] Algunas respuestas conocidas de tu archivo no están entre estas opciones
       *[other] Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta
    }</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    { $kind ->
        [one_of] Escribe unas opciones que las incluyan todas,
       *[other] Cambia la pregunta para que sean posibles,
    } o corrige el archivo y envíalo otra vez.
refused-options-too-few = Una pregunta necesita al menos dos opciones; he encontrado { $found }. Escríbelas separadas por comas, o una en cada línea.
refused-options-too-many = Una pregunta puede tener como máximo { $most } opciones; he encontrado { $found }.
refused-option-too-long = Una opción puede tener como máximo { $most } caracteres. Esta es demasiado larga: { $option }…
refused-option-twice = Has escrito dos veces esta opción: { $option }
refused-options-alike = «{ $first }» y «{ $second }» parecen iguales: solo se diferencian en mayúsculas, espacios o caracteres que nadie ve. Haz que sean distintas o quita una.
refused-option-unseen = La opción número { $number } no se ve: no tiene ningún carácter visible. Escribe para ella una palabra o un símbolo, o quítala.
refused-target-out-of-range = Escribe un porcentaje entre { $least } y { $most }, por favor.
refused-count-out-of-range = Escribe un número entero de { $least } a { $most }, por favor.
refused-not-a-number = No encuentro ningún número en «{ $found }». Escríbelo con cifras, por ejemplo 3.
refused-option-unknown = «{ $found }» no es una de las opciones de este proyecto. Toca uno de los botones, por favor.
refused-language-unknown = No conozco el idioma «{ $found }». Toca uno de los botones, por favor.
refused-topic-unknown = No conozco el tema «{ $found }». Toca uno de los botones, por favor.
refused-limit-unclear = No encuentro un número de respuestas ni un momento en «{ $found }». Ejemplos: 500, mañana 18:00, en 3 días, viernes, 2026-12-24 18:00.
refused-budget-out-of-range = Respuestas hasta ahora: { $answers }. Escribe un número mayor, hasta { $most }. Para terminar un proyecto ahora, toca Cancelar en su panel.
refused-deadline-out-of-range = Faltan más de diez años para «{ $found }». Escribe un momento anterior, por favor.
refused-deadline-over = El final de este proyecto ya ha pasado. Toca Más…, pon uno posterior y lánzalo de nuevo.
refused-text-empty = Estaba vacío. Escríbelo otra vez, por favor.
refused-text-too-long = Es demasiado largo: has enviado { $found } caracteres y caben { $most }.
refused-draft-ready = Todo está listo: toca Lanzar, o cambia algo con los botones. También puedes escribir números exactos, como «95 % 3-7» (la seguridad, y el mínimo y el máximo de respuestas por tarea). /projects muestra el proyecto otra vez.
refused-draft-no-json = No puedo leer este proyecto: tiene que ser un documento JSON como los que escribo yo.
refused-draft-version = Este proyecto está escrito en la versión { $found } del formato, y solo leo la versión { $known }.
refused-draft-part = No puedo leer este proyecto: su parte «{ $part }» falta, sobra o no es correcta.
went-wrong = Algo ha salido mal aquí y no ha cambiado nada. Inténtalo otra vez, por favor.
refused-range-backwards = El primer número es el mínimo de respuestas por tarea y el segundo el máximo. ¿Querías decir { $most }-{ $fewest }?
refused-max-below-min = El máximo no puede ser menor que el mínimo, que es { $least }. Escribe un número de { $least } a { $most }, por favor.
refused-count-is-share = Aquí necesito un número de respuestas, por ejemplo 3. «{ $found }» parece un porcentaje: para decir qué seguridad debo tener, toca Volver y elige «Parar al … % de seguridad».
refused-not-whole = Escribe un número entero, por ejemplo 3. He recibido: { $found }
refused-date-ambiguous = «{ $found }» se puede leer de dos maneras. Escribe { $one } o { $other }, por favor.
refused-deadline-past = «{ $found }» ya ha pasado: ahora son las { $now } ({ $zone }). Escribe un momento posterior, por favor.
refused-not-launched = No has lanzado este proyecto, así que aún no hay nada que mostrar ni enviar.
