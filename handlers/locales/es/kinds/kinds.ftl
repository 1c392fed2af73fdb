draft-kind = <b>¿Cómo responde la gente?</b> Toca una opción.
button-edit-kind = Otra forma de responder
refused-kind-unknown = No entiendo «{ $found }» como forma de responder. Toca uno de los botones.
summary-value = { $value }: { $count ->
        [one] una tarea
       *[other] { $count } tareas
    } ({ NUMBER($percent, maximumFractionDigits: 1) } %)
