command-cancel = Cancelar lo que estás haciendo
unfit-card = No puedo usar { $content } como respuesta. Toca uno de los botones debajo de la pregunta.
unfit-step = Estás preparando «{ $project }» y aquí no puedo usar { $content }. { $waiting } Escríbelo o toca un botón, o envía /cancel.
waiting-name = Espero el nombre del proyecto.
waiting-question = Espero la pregunta que la gente va a responder.
waiting-kind = Espero que me digas cómo responde la gente.
waiting-ready = Espero que elijas.
waiting-more = Espero que elijas.
waiting-target = Espero que me digas qué certeza debe tener una respuesta, por ejemplo 95 %.
waiting-min = Espero que me digas cuántas respuestas recibe cada tarea como mínimo.
waiting-max = Espero que me digas cuántas respuestas recibe cada tarea como máximo.
waiting-margin = Espero que me digas cuántas respuestas de ventaja debe sacar una opción.
waiting-nothing = Espero que me digas qué opción significa que ahí no hay nada.
waiting-run = Espero que me digas cuántas respuestas así seguidas bastan.
waiting-ends = Espero que me digas cuándo termina el proyecto como muy tarde.
waiting-language = Espero un idioma.
waiting-topic = Espero un tema.
unfit-rule = Estás cambiando una regla de «{ $project }» y aquí no puedo usar { $content }. Escribe el nuevo valor o toca un botón, o envía /cancel.
unfit-announcement = Estás escribiendo un anuncio y no puedo enviar { $content } con él. Espero el texto. Escríbelo, o envía /cancel.
unfit-pace = Aquí no puedo usar { $content }. { $screen ->
    [tasks] Espero que me digas cuántas preguntas quieres al día, por ejemplo 10.
    [pushes] Espero que me digas cuántas veces puedo escribirte yo primero, por ejemplo 2.
    [quiet] Espero tus horas de silencio, por ejemplo 23-7.
    [digest] Espero la hora a la que debe llegar el resumen, por ejemplo 18:00.
    [areas] Espero una ciudad de tu zona horaria, por ejemplo Madrid.
    [zones] Espero una ciudad de tu zona horaria, por ejemplo Madrid.
   *[other] Espero que elijas.
} Escríbelo o toca un botón, o envía /cancel.
unfit-nothing = Aquí no puedo usar { $content }. Envía /next para recibir una pregunta, o /help para ver qué sé hacer.
unfit-ready = «{ $project }» está listo: toca Lanzar aquí abajo, o cambia algo antes. Aquí solo puedes escribir números exactos, como «95 % 3-7».
unfit-forwarded-order = Es un comando reenviado, así que no lo he seguido. Escríbelo tú si quieres que lo haga.
content-animation = una animación
content-photo = una foto
content-voice = un mensaje de voz
content-video-note = un videomensaje
content-video = un vídeo
content-audio = un archivo de audio
content-sticker = un sticker
content-contact = un contacto
content-venue = un lugar
content-location = una ubicación
content-poll = una encuesta
content-dice = un dado
content-story = una historia
content-document = un archivo
content-forwarded = un mensaje reenviado
content-text = un texto
content-other = este tipo de mensaje
not-understood = No conozco /{ $command }. Envía /help para ver qué entiendo.
not-understood-answer = No conozco /{ $command }. Si es tu respuesta, escribe dos barras: //{ $command }
not-understood-like = No conozco /{ $command }. ¿Querías decir /{ $guess }? Envía /help para ver qué entiendo.
too-fast = Envías mensajes más rápido de lo que puedo leerlos. Durante un minuto o dos no contestaré a los que no necesitan respuesta. Tus respuestas y los botones siguen funcionando.
cancelled-draft = De acuerdo. He guardado tu borrador «{ $project }»: sigue con él cuando quieras, aquí o desde /projects.
cancelled-rule = De acuerdo. «{ $project }» conserva sus reglas como estaban.
cancelled-announcement = De acuerdo, he descartado el anuncio: no le llega a nadie. Envía /announce para escribir otro.
cancelled-pace = De acuerdo. Tus ajustes se quedan como estaban.
cancelled-change = De acuerdo, tu respuesta se queda como estaba.
cancelled-screen = De acuerdo, volvemos a la pregunta.
nothing-to-cancel = No hay nada que cancelar.
nothing-to-cancel-card = No hay nada que cancelar. Si no quieres responder esta pregunta, toca Saltar. Para no recibir preguntas durante un tiempo, envía /pause.
typed-elsewhere = Has respondido a otro mensaje, así que no lo he tomado como respuesta. Para responder a la tarea abierta, escribe sin citar ningún mensaje.
typed-too-early = La pregunta cambió justo cuando escribías, así que no lo he tomado como respuesta. Mira la nueva y responde otra vez.
corrected-name = Corregido: el proyecto se llama ahora «{ $project }».
corrected-step = Corregido en «{ $project }».
corrected-announcement = Corregido. Échale otro vistazo antes de enviarlo.
corrected-answer = Cambiado: tu respuesta es ahora «{ $answer }».
edit-no-option = Esa respuesta no es posible, así que la tuya sigue siendo «{ $answer }».
edit-superseded = No he usado esa corrección: después has dicho otra cosa sobre lo mismo.
edit-launched = «{ $project }» ya se ha lanzado, así que esto ya no se puede cambiar.
edit-sent = Ese anuncio ya se ha enviado o descartado, así que no puedo corregirlo.
edit-moved-on = No he usado esa corrección: la pregunta ya no es tuya. Envía /next para ver la actual.
group = ¡Hola! Hago preguntas cortas a la gente y convierto sus respuestas en un resultado del que te puedes fiar. Solo lo hago en chats privados, así que aquí no molestaré.
button-group = Abrir un chat privado
unfit-file = No puedo usar tu archivo: para preguntar algo aquí necesitas acceso. Te lo puede dar quien administra este bot. Para saber más, envía /help.
put-aside = { $launched ->
    [0] He guardado tu borrador «{ $project }»: lo encontrarás en /projects. Ahora preparemos el proyecto nuevo.
   *[other] «{ $project }» conserva sus reglas como estaban. Ahora preparemos el proyecto nuevo.
}
refused-name-lines = Son { $lines } líneas, y el nombre de un proyecto es una sola línea. Escribe el nombre. Si esas líneas son tus tareas, envía primero /cancel y después vuelve a enviarlas.
zone-saved = Guardado: tu reloj está ahora en la hora de { $city }.
still-writing = Sigues escribiendo un anuncio, y lo que escribas va ahí. Para responder por escrito, envía primero /cancel.
still-setting-up = Sigues preparando «{ $project }», y lo que escribas va ahí. Para responder por escrito, envía primero /cancel.
still-changing-a-rule = Sigues cambiando una regla de «{ $project }», y lo que escribas va ahí. Para responder por escrito, envía primero /cancel.
unfit-announcement-look = Tu anuncio todavía no se ha enviado. Usa los botones que tiene debajo, o edita tu mensaje para corregirlo. Para descartarlo, envía /cancel.
unfit-former = No estoy seguro de lo que quieres decir, y ya no puedes preguntar a la gente aquí. Para responder preguntas, envía /start. Para saber más, envía /help.
unfit-requester = No estoy seguro de lo que quieres decir. /projects muestra tus proyectos. Para preguntar algo nuevo, envíame un archivo con tus tareas. Para responder preguntas, envía /start. Para saber más, envía /help.
