pace-head = Cuánto, cuándo y sobre qué te pregunto
pace-tasks-line = Preguntas al día: { $value }
pace-pushes-line = Veces al día que te escribo primero: { $value }
pace-quiet-line = Horas de silencio: { $value }
pace-zone-line = Tu reloj: { $time } ({ $city })
pace-no-zone = Aún no conozco tu zona horaria. Hasta entonces solo te escribo en las tres horas después de tu último mensaje, para no despertarte nunca.
pace-tasks-any = sin límite
pace-tasks-number = { $n } como mucho
pace-pushes-any = sin límite
pace-pushes-number = { $n ->
    [0] nunca
   *[other] { $n }
}
pace-quiet-never = ninguna
pace-quiet-hours = de { $from } a { $until }
pace-change-tasks = Preguntas al día
pace-change-pushes = Cuántas veces escribo
pace-change-quiet = Horas de silencio
pace-change-zone = Zona horaria
pace-ask-tasks = ¿Cuántas preguntas quieres al día como mucho? Elige, o escribe un número.
pace-ask-pushes = ¿Cuántas veces al día puedo escribirte yo primero cuando haya algo nuevo? Elige, o escribe un número.
pace-ask-quiet = ¿Cuándo no debo escribirte nunca? Elige, o escribe tus horas, por ejemplo 23-7.
pace-ask-areas = ¿Dónde estás? Elige una parte del mundo o escribe el nombre de una ciudad grande de tu zona horaria. También puedes enviarme tu ubicación (el clip y luego Ubicación): solo guardo su zona horaria.
pace-ask-zones = ¿Cuál de estas ciudades está en tu zona horaria?
pace-saved = Guardado.
pause-tomorrow = Hasta mañana
pause-days = { $days ->
    [7] Una semana
    [30] Un mes
   *[other] { $days } días
}
pause-open = Hasta que yo diga
paused-until = Estás en pausa hasta el { $day }, { $time } en tu hora. Vuelvo entonces, o antes si quieres.
paused-until-utc = Estás en pausa hasta el { $day }, { $time } (UTC). Vuelvo entonces, o antes si quieres.
pause-set = { $days ->
    [0] En pausa hasta que envíes /resume.
    [one] En pausa por un día.
   *[other] En pausa por { $days } días.
}
pause-over = Tu pausa ha terminado.
card-enough = Es todo lo que querías por hoy. ¡Gracias! Mañana tendré más; con /pace puedes cambiar cuánto.
card-backs-off = Es la última vez que te escribo hasta que sepa de ti: no quiero molestarte.
button-pace = ¿Cuándo puedo escribirte?
command-pace = Cuánto, cuándo y sobre qué te pregunto
pace-now = Ahora: { $value }
pace-which = ¿{ $found } de qué? Toca primero «Preguntas al día» o «Cuántas veces escribo» y después escribe el número.
refused-pace-tasks = No he podido leer «{ $found }» como un número de preguntas. Escribe un número del 1 al { $most }, por ejemplo 10, o «todas» si no quieres límite. Para dejarlo como está, envía /cancel.
refused-pace-pushes = No he podido leer «{ $found }» como un número de mensajes. Escribe un número del 0 al { $most }, por ejemplo 2, o «nunca». Para dejarlo como está, envía /cancel.
refused-pace-quiet = No he podido leer «{ $found }» como horas de silencio. Escríbelas de una hora a otra, por ejemplo 23-7 o 22:30 - 8:00, o «ninguna». Para dejarlas como están, envía /cancel.
refused-pace-digest = No he podido leer «{ $found }» como una hora. Escribe una hora, por ejemplo 18:00, o «ninguna». Para dejarlo como está, envía /cancel.
refused-pace-zone = No conozco la ciudad «{ $found }». Escribe el nombre de una ciudad grande de tu zona horaria, por ejemplo Madrid o Lima, o elige una con los botones. Para dejarlo como está, envía /cancel.
refused-pace-tap = Toca uno de los botones. Para dejar esto como está, envía /cancel.
