bot-description =
    Aquí mucha gente responde preguntas cortas, y con todas las respuestas se obtiene un resultado del que te puedes fiar.

    Para responder preguntas: toca Iniciar, lee la nota y acepta. Cada respuesta es un toque, cuando quieras.

    Para preguntar algo a la gente: toca Iniciar y luego «Preguntar algo a la gente».
bot-short-description = Responde preguntas cortas con un toque, o pregunta algo a mucha gente y obtén un resultado fiable.
welcome =
    <b>¡Hola!</b>
    Aquí mucha gente responde preguntas cortas, y con todas las respuestas se obtiene un resultado del que te puedes fiar.

    <b>Para responder preguntas</b>, lee la nota de abajo y toca el primer botón. Cada respuesta es un toque, cuando quieras.
    <b>Para preguntar algo a la gente</b>, toca el segundo botón.
    <b>Para saber qué se guarda sobre ti</b> y por qué, envía /privacy.
consent-text =
    Antes de empezar, necesito tu acuerdo: tus respuestas se guardan con un número en lugar de tu nombre. Quien hizo la pregunta las recibe con ese número, por ejemplo para revisar textos o para crear y probar conjuntos de datos y modelos. Puedes dejarlo en cualquier momento con /stop; desde entonces no se te pregunta ni se guarda nada nuevo.
button-consent = De acuerdo, quiero responder
button-ask = Preguntar algo a la gente
consent-thanks = ¡Gracias! Empezamos.
consent-outdated = Este texto ha cambiado. Envía /start para leer el nuevo.
help-answering =
    <b>Responder preguntas</b>
    /next – tu siguiente pregunta
    /pace – elegir cuánto, cuándo y sobre qué te pregunto
    /pause – hacer una pausa
    /stop – darte de baja
help-not-subscribed =
    <b>Responder preguntas</b>
    /start – empezar
help-asking =
    <b>Preguntar a la gente</b>
    Para empezar un proyecto, envíame un archivo con tus tareas, o pega líneas sin más.
    /projects – tus proyectos, y enlaces para invitar a gente
    /results – los resultados de tu proyecto más reciente
    /announce – escribir a tus participantes
    /cancel – dejar de preparar o cambiar algo
help-running =
    <b>Administrar este bot</b>
    /grant – crear un enlace que permite preguntar a otra persona
    /reports – lo que han denunciado los participantes
    /projects all – los proyectos de todos: verlos, pausarlos, reanudarlos o cancelarlos
    /ban, /unban – expulsar a alguien, o terminar la expulsión
    /revoke – quitar a alguien el permiso para preguntar
    /audit – qué se hizo, quién y por qué
    /status – cómo va el bot
help-all = <b>Todos los comandos</b>
help-ask =
    <b>Cómo preguntar algo a la gente</b>
    1. Pon tus tareas en una hoja de cálculo: una fila de encabezado y después una tarea por fila. Los participantes ven todas las columnas.
    2. Envíame la hoja como archivo (Excel, CSV, TSV o JSON). O pega aquí líneas sin más, una por tarea.
    3. Escribe tu pregunta y las opciones entre las que se puede elegir, mira la vista previa y lanza el proyecto.

    Después recibes un enlace para invitar a gente, ves llegar las respuestas y descargas los resultados.

    Estas columnas son opcionales y tienen un significado especial:
    <b>id</b> – tu propio nombre para la tarea
    <b>gold</b> – la respuesta correcta, si la conoces
    <b>contributors</b> – los ids de Telegram de las únicas personas a las que preguntar, separados por espacios
help-ask-not-yet =
    <b>Cómo preguntar algo a la gente</b>
    Puedes hacer a mucha gente una pregunta corta sobre cada fila de una hoja de cálculo y obtener para cada una una respuesta de la que fiarte.

    En este bot necesitas acceso para preguntar. Escribe a quien lo administra y pide un enlace de acceso (se crea con /grant). Abre el enlace y envía aquí tu hoja.
help-consent = <b>Aceptaste esto el { $date }.</b>
help-consent-ended = Retiraste tu acuerdo el { $date }.
help-consent-changed = Desde entonces el texto ha cambiado. Ahora dice:
help-consent-none = Aún no has aceptado nada. Antes de que respondas preguntas, te pediré que aceptes esto:
button-help = ‹ Ayuda
button-all-commands = Todos los comandos
button-agreed-to = Lo que acepté
button-prepare-file = Cómo preparar un archivo
paused = En pausa. No te preguntaré nada hasta que envíes /resume.
still-paused = Estás en pausa. ¿Seguimos?
left = Te has dado de baja y no guardaré nada nuevo. Si algún día quieres volver, envía /start. ¡Gracias!
not-subscribed = Todavía no te has apuntado. Envía /start para empezar.
now-requester = Ahora tú también puedes preguntar. Para empezar, envíame tus tareas: un archivo Excel, CSV o JSON, o pega líneas sin más.
link-dead = Ese enlace ya se ha usado o ha caducado. Pide uno nuevo.
button-resume = Seguir
command-start = Empezar
command-next = Mostrar mi siguiente pregunta
command-pause = Hacer una pausa
command-resume = Seguir después de una pausa
command-stop = Darme de baja
command-projects = Mis proyectos
command-results = Resultados de mi último proyecto
command-agreement = Cuánto coincide la gente
command-grant = Crear un enlace que permite preguntar a otra persona
command-help = Ayuda
grant-link =
    Envía este enlace a quien deba poder preguntar. Sirve una sola vez y caduca a los siete días.
    { $link }
button-copy = Copiar el enlace
consent-before = Ya habías aceptado. Envía /next para ver tu pregunta.
requester-before = Tú ya puedes preguntar, así que no he gastado el enlace. Otra persona todavía puede abrirlo.
