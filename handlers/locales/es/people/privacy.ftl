command-privacy = Qué guardo sobre ti y por qué
command-mydata = Recibir todo lo que guardo sobre ti
command-forget = Borrar todo sobre ti
help-privacy =
    <b>Tus datos</b>
    /privacy – qué guardo sobre ti y por qué
    /mydata – recibir todo lo que guardo sobre ti
    /forget – borrarlo
button-privacy = Privacidad
button-consent-text = A qué darías tu acuerdo
privacy-who =
    <b>Privacidad</b>
    Este bot funciona con Askmany. La persona u organización que lo opera es responsable de tus datos.
privacy-contact = <b>Preguntas y reclamaciones:</b> { $contact }
privacy-contact-none = Quien opera el bot no ha indicado ninguna dirección para preguntas. Si la necesitas antes de participar, pregunta a quien te envió aquí.
privacy-own = <b>La política propia de quien opera el bot:</b> { $link }
privacy-stored =
    <b>Qué se guarda</b>
    • Tu número de Telegram, tu idioma y el enlace que te trajo. No se guardan tu nombre, tu @usuario ni tu teléfono.
    • Cuándo diste tu acuerdo y a qué texto.
    • Las tareas que se te ofrecieron, tus respuestas y cambios, qué saltaste o denunciaste y por qué, y una estimación de cuántas veces aciertas.
    • Lo que elegiste con /pace y cuándo estuviste activo por última vez.
    • Si tú preguntas a la gente: tus proyectos, sus tareas y tus anuncios.
privacy-why =
    <b>Por qué</b>
    Para hacerte preguntas que puedas responder, a horas que te convengan, y para obtener resultados fiables de las respuestas de todos. Solo se piden y se guardan respuestas después de que des tu acuerdo. Pueden usarse para crear y probar conjuntos de datos y modelos.
privacy-seen =
    <b>Quién lo ve</b>
    Quien preguntó recibe tus respuestas con un seudónimo al azar, distinto en cada proyecto. Solo quien te pregunta a ti en persona, por tu número, sabe qué respuestas a esa pregunta son tuyas. Quien opera el bot puede verlo todo. Telegram transporta todos los mensajes.
privacy-time =
    <b>Cuánto tiempo</b>
    Las respuestas se quedan mientras exista su proyecto. Los mensajes y registros técnicos se borran a las 48 horas. Las copias de seguridad de quien opera el bot pueden conservar datos más antiguos hasta que se reemplazan.
privacy-time-left = Si te vas con /stop o me bloqueas, todo lo demás sobre ti se borra { $days ->
        [one] un día
       *[other] { $days } días
    } después, salvo que vuelvas o aún tengas proyectos.
privacy-time-left-never = Si te vas con /stop o me bloqueas, tus datos se quedan hasta que envíes /forget.
privacy-rights =
    <b>Qué puedes hacer</b>
    /mydata te da todo lo que se guarda sobre ti, en un archivo.
    /forget lo borra. Tus respuestas se quedan, pero nada lleva de ellas a ti.
    /stop retira tu acuerdo: dejo de preguntarte.
    Puedes corregir lo que elegiste con /pace y reclamar ante tu autoridad de protección de datos.
mydata = Aquí tienes todo lo que guardo sobre ti. El archivo es texto plano (JSON). Para borrarlo todo, envía /forget.
mydata-soon = Acabo de enviarte ese archivo. Puedes pedirlo otra vez dentro de dos minutos.
forget-deleted =
    <b>¿Quieres que te olvide?</b>
    Esto borra tu número, tus ajustes, tus acuerdos, lo que se te envió y cualquier derecho a preguntar a la gente.
forget-answers = Respondiste { $answers ->
        [one] una tarea. Esa respuesta se queda
       *[other] { $answers } tareas. Esas respuestas se quedan
    }, porque los resultados dependen de ellas, pero nada lleva de ellas a ti. Nadie podrá encontrarlas, cambiarlas ni borrarlas por ti más tarde.
forget-projects = { $projects ->
        [one] Tu proyecto se borra con sus tareas, sus respuestas y sus resultados.
       *[other] Tus { $projects } proyectos se borran con sus tareas, sus respuestas y sus resultados.
    }
forget-unfinished = { $unfinished ->
        [one] Uno de tus proyectos aún está en marcha o en pausa, y se cancela.
       *[other] { $unfinished } de tus proyectos aún están en marcha o en pausa, y se cancelan.
    }
forget-results = Para conservar los resultados, descárgalos antes con /results.
forget-stays =
    Qué se queda: un registro, sin tu número, de lo que hicieron administradores y solicitantes. Una expulsión, con tu número, para que nadie se libre de ella así. Los archivos que ya descargaron quienes preguntaron. Las copias de seguridad del bot, hasta que se reemplazan. Este chat, que puedes borrar en Telegram.
forget-admin = Eres administrador: tu número se queda en los ajustes del bot hasta que alguien lo quite de allí.
forget-ask = Para recibir antes una copia, envía /mydata.
button-forget = Borrar mis datos
button-forget-keep = Conservarlos
forget-surely =
    <b>¿Seguro?</b>
    Esto no se puede deshacer.
button-forget-surely = Sí, borrar todo
forget-kept = No se ha borrado nada.
forget-again = Esa pregunta era demasiado antigua, así que pregunto otra vez.
forget-done = Te he olvidado. Lo que queda de tus datos se borra en unos minutos. Si algún día quieres empezar de nuevo, envía /start: no te conoceré.
forget-nothing = No guardo nada sobre ti.
refused-not-known = No te conozco, o ya te he olvidado. Envía /start para empezar.
