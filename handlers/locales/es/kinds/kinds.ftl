draft-kind = <b>¿Cómo responde la gente?</b> Toca una opción.
button-edit-kind = Otra forma de responder
refused-kind-unknown = No entiendo «{ $found }» como forma de responder. Toca uno de los botones.
summary-value = { $value }: { $count ->
        [one] una tarea
       *[other] { $count } tareas
    } ({ NUMBER($percent, maximumFractionDigits: 1) } %)
refused-options-too-few = Una pregunta necesita al menos dos opciones; he encontrado { $found }. Escríbelas separadas por comas, o una en cada línea.
refused-options-too-many = Una pregunta puede tener como máximo { $most } opciones; he encontrado { $found }.
refused-option-too-long = Una opción puede tener como máximo { $most } caracteres. Esta es demasiado larga: { $option }…
refused-option-twice = Has escrito dos veces esta opción: { $option }
refused-options-alike = «{ $first }» y «{ $second }» parecen iguales: solo se diferencian en mayúsculas, espacios o caracteres que nadie ve. Haz que sean distintas o quita una.
refused-option-unseen = La opción número { $number } no se ve: no tiene ningún carácter visible. Escribe para ella una palabra o un símbolo, o quítala.
