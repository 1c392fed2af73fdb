pace-head = Cuánto, cada cuánto, cuándo, sobre qué
pace-tasks-line = Preguntas al día: { $value }
pace-pushes-line = Cuántas veces al día escribo yo primero: { $value }
pace-quiet-line = Horas de silencio: { $value }
pace-zone-line = Tu reloj: { $time } ({ $city })
pace-no-zone = Aún no conozco tu zona horaria. Hasta entonces solo te escribo poco después de que hayas estado aquí, para no despertarte nunca.
pace-tasks-any = todas las que haya
pace-tasks-number = { $n } como mucho
pace-pushes-any = siempre que haya algo
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
pace-ask-tasks = ¿Cuántas preguntas al día te bastan?
pace-ask-pushes = ¿Cuántas veces al día puedo escribirte cuando haya algo nuevo?
pace-ask-quiet = ¿Cuándo no debo escribirte nunca?
pace-ask-areas = ¿Dónde estás? Elige una parte del mundo, escribe el nombre de una ciudad grande que tenga tu hora o envíame tu ubicación (el clip, luego Ubicación): solo guardo su zona horaria.
pace-ask-zones = ¿Cuál de estas ciudades tiene tu hora?
pace-saved = Guardado.
pause-tomorrow = Hasta mañana
pause-days = { $days ->
    [7] Una semana
    [30] Un mes
   *[other] { $days } días
}
pause-open = Hasta que yo diga
paused-until = En pausa hasta el { $day }, { $time } en tu reloj. Luego sigo por mi cuenta, o antes si lo dices.
paused-until-utc = En pausa hasta el { $day }, { $time } (UTC). Luego sigo por mi cuenta, o antes si lo dices.
pause-set = { $days ->
    [0] En pausa hasta que envíes /resume.
    [one] En pausa por un día.
   *[other] En pausa por { $days } días.
}
pause-over = Ya no estás en pausa.
card-enough = Es todo lo que querías por hoy. ¡Gracias! Mañana tendré más; /pace cambia cuánto.
card-backs-off = Es la última vez que escribo antes que tú: no quiero molestarte.
button-pace = ¿Cuándo puedo escribirte?
command-pace = Cuánto, cada cuánto, cuándo, sobre qué
