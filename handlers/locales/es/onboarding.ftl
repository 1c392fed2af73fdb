welcome =
    <b>¡Bienvenido o bienvenida!</b>
    Hago una pregunta corta a muchas personas y, con lo que dicen, doy una sola respuesta de la que fiarse. Tú respondes con un toque, cuando quieras.
consent-text =
    Antes de empezar, necesito tu acuerdo: tus respuestas se guardan con un número en lugar de tu nombre. Quien hizo la pregunta las recibe con ese número, por ejemplo para revisar textos o para crear y probar conjuntos de datos y modelos. Puedes dejarlo en cualquier momento con /stop; desde entonces no se te pregunta ni se guarda nada nuevo.
button-consent = De acuerdo, vamos
consent-thanks = ¡Gracias! Empezamos.
consent-outdated = Ese texto ha cambiado. Envía /start para ver el nuevo.
help =
    <b>Lo que puedes decirme</b>
    /next – muéstrame mi tarea otra vez, o la siguiente
    /pause – ninguna tarea por ahora
    /resume – seguir
    /pace – cuánto, cada cuánto, cuándo, en qué idiomas, sobre qué
    /stop – darme de baja
    /projects – mis proyectos
    /results – los archivos de resultados de mi último proyecto
    /agreement – cuánto coincide la gente
    /announce – decir algo a tus participantes
    /help – este texto

    Para preguntar algo tú, envíame un archivo CSV o JSONL: una fila por tarea y una columna por cada cosa que haya que mostrar.
    Columnas opcionales: <b>id</b> (tu propia clave), <b>gold</b> (la respuesta conocida), <b>contributors</b> (los ids de Telegram de las únicas personas a las que preguntar, separados por espacios).
    Antes de lanzarlo puedes elegir un idioma y un tema: entonces solo se pregunta a quien lo lee y lo quiere.
help-admin = Eres administrador: /grant crea un enlace que convierte en solicitante a la primera persona que lo abra. /status dice cómo está el bot.
paused = En pausa. No te preguntaré nada hasta que envíes /resume.
still-paused = Estás en pausa. ¿Seguimos?
left = Te has dado de baja y ya no se guarda nada nuevo. Si algún día quieres volver, envía /start. ¡Gracias!
not-subscribed = Todavía no te has apuntado. Envía /start para empezar.
now-requester = Ahora tú también puedes preguntar. Envíame un archivo CSV o JSONL con tus tareas; /help explica cómo debe ser.
link-dead = Ese enlace ya se usó o es demasiado antiguo. Pide uno nuevo.
button-resume = Seguir
command-start = Empezar
command-next = Mostrar mi tarea
command-pause = Ninguna tarea por ahora
command-resume = Seguir
command-stop = Darme de baja
command-projects = Mis proyectos
command-results = Resultados de mi último proyecto
command-agreement = Cuánto coincide la gente
command-grant = Crear un enlace para quien quiera preguntar
command-help = Lo que puedes decirme
grant-link =
    Quien abra primero este enlace podrá hacer preguntas desde entonces. Sirve una sola vez, durante siete días.
    { $link }
button-copy = Copiar el enlace
consent-before = Ya habías aceptado. Envía /next para ver tu tarea.
requester-before = Tú ya puedes preguntar, así que el enlace no se gasta: sigue sirviendo para otra persona.
