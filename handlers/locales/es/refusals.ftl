refused-outdated = Este botón ya no vale. Envía /next para ver tu tarea o /projects para ver tus proyectos.
refused-not-found = Esto no está aquí para ti, o ya no lo está.
refused-state = El proyecto ya está en otro estado. Envía /projects para verlo.
refused-incomplete = Quedan algunas preguntas sobre este proyecto sin responder. Respóndelas primero, por favor.
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
refused-option-twice = Has escrito dos veces esta opción: { $option }
refused-options-alike = «{ $first }» y «{ $second }» parecen iguales: solo se diferencian en mayúsculas, espacios o caracteres que nadie ve. Haz que sean distintas o quita una.
refused-option-unseen = La opción número { $number } no tiene ningún carácter que se pueda ver. Escribe para ella una palabra o un símbolo, o quítala.
refused-target-out-of-range = Escribe un porcentaje entre { $least } y { $most }, por favor.
refused-count-out-of-range = Escribe un número entero de { $least } a { $most }, por favor.
refused-not-a-number = No encuentro ningún número en «{ $found }». Escríbelo con cifras, por ejemplo 3.
refused-option-unknown = «{ $found }» no es una de las opciones de este proyecto. Toca uno de los botones, por favor.
refused-language-unknown = No conozco este idioma: { $found }. Toca uno de los botones, por favor.
refused-topic-unknown = No conozco este tema: { $found }. Toca uno de los botones, por favor.
refused-limit-unclear = No encuentro un número de respuestas ni un momento en «{ $found }». Ejemplos: 500, mañana 18:00, en 3 días, viernes, 2026-12-24 18:00.
refused-budget-out-of-range = Escribe un número mayor que { $answers }, las respuestas que ya hay, y hasta { $most }. Para terminar un proyecto ahora, toca Cancelar en su panel.
refused-deadline-out-of-range = Para «{ $found }» faltan más de diez años. Escribe un momento anterior, por favor.
refused-deadline-over = El final de este proyecto ya ha pasado. Toca Más…, pon otro posterior y lánzalo de nuevo.
refused-text-empty = Estaba vacío. Escríbelo otra vez, por favor.
refused-text-too-long = Es demasiado largo: has enviado { $found } caracteres y caben { $most }.
refused-draft-ready = Todo está listo: toca Lanzar, o cambia algo con los botones. También puedes escribir números exactos, como «95 % 3-7» (la seguridad, y el mínimo y el máximo de respuestas por tarea). /projects muestra el proyecto otra vez.
went-wrong = Algo ha salido mal aquí y no ha cambiado nada. Inténtalo otra vez, por favor.
refused-max-below-min = El máximo no puede ser menor que el mínimo, que es { $least }. Escribe un número de { $least } a { $most }, por favor.
refused-count-is-share = Aquí va un número de respuestas, por ejemplo 3. «{ $found }» parece un porcentaje: para decir qué seguridad debo tener, toca Volver y elige «Parar al … % de seguridad».
refused-not-whole = Escribe un número entero, por ejemplo 3. He recibido: { $found }
refused-date-ambiguous = «{ $found }» se puede leer de dos maneras. Escribe { $one } o { $other }, por favor.
refused-deadline-past = «{ $found }» ya ha pasado: ahora son las { $now } ({ $zone }). Escribe un momento posterior, por favor.
refused-not-launched = Este proyecto no se ha lanzado nunca, así que aún no hay nada que mostrar ni enviar.
