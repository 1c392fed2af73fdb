agreement-head = <b>Cuánto coincide la gente: { $name }</b>
agreement-grade-good = La gente coincide mucho más de lo que daría el azar: se puede confiar en una sola respuesta.
agreement-grade-fair = La gente coincide claramente más de lo que daría el azar: basta para conclusiones prudentes.
agreement-grade-weak = La gente coincide más de lo que daría el azar, pero una sola respuesta no es de fiar: hacen falta varias por tarea.
agreement-grade-slight = La gente coincide apenas más de lo que daría el azar. ¿Es clara la pregunta, y se distinguen bien sus opciones?
agreement-grade-none = La gente no coincide más de lo que daría el azar. ¿Es clara la pregunta, y se distinguen bien sus opciones?
agreement-grade-below = La gente coincide menos de lo que daría el azar: parece que cada cual entiende la pregunta a su manera.
agreement-grade-unclear = Aún no se puede decir si la gente coincide más de lo que daría el azar: hay muy pocas tareas con respuestas de varias personas.
agreement-no-no-answers = Aún no hay respuestas, así que nada se puede decir del acuerdo.
agreement-no-no-pairs = Ninguna tarea tiene aún respuestas de dos personas, así que nada se puede decir del acuerdo.
agreement-no-one-option = Todo el mundo eligió siempre la misma opción. El azar por sí solo también habría coincidido, así que no hay nada que corregir.
agreement-no-one-compared = En todas las tareas con dos respuestas o más se eligió una misma opción, así que no se puede decir nada del azar. Las demás opciones solo se eligieron donde respondió una sola persona.
agreement-no-same-value = Todas las opciones que se pueden comparar representan el mismo número, así que no hay ninguna diferencia que medir.
agreement-alpha = Alfa de Krippendorff: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 es perfecto, 0 es el azar)
agreement-alpha-range = Alfa de Krippendorff: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, lo más probable entre { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } y { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 es perfecto, 0 es el azar)
agreement-wide = Ese margen es amplio: más respuestas lo estrecharán.
agreement-raw = Dos personas a las que se pregunta lo mismo responden igual en el { NUMBER($percent, maximumFractionDigits: 0) } % de los casos.
agreement-share = De las respuestas a una tarea, de media el { NUMBER($percent, maximumFractionDigits: 0) } % son para la opción que va en cabeza. Unánimes: { NUMBER($unanimous, maximumFractionDigits: 0) } de { NUMBER($tasks, maximumFractionDigits: 0) } tareas con dos respuestas o más.
agreement-entropy = Bits de duda que dejan las respuestas a una tarea: 0 donde todas coinciden, 1 donde dos opciones empatan.
agreement-kappa-like-alpha = Otra manera de descontar el azar; dice lo mismo que alfa.
agreement-kappa-unlike-alpha = Otra manera de descontar el azar; difiere de alfa cuando hay pocas tareas, cuando no todas tienen igual número de respuestas o cuando alfa cuenta la distancia entre etiquetas.
agreement-ac1-like-kappa = Una manera de descontar el azar que tolera una opción muy frecuente; dice casi lo mismo que kappa.
agreement-ac1-above-kappa = Una manera de descontar el azar que tolera una opción muy frecuente. Está muy por encima de kappa: algunas opciones son tan frecuentes que kappa hace parecer a la gente peor de lo que es.
agreement-confused-pair = { $first } y { $second } ({ NUMBER($percent, maximumFractionDigits: 0) } % de todo el desacuerdo)
agreement-confused-two = La gente se divide entre { $first } y { $second }.
agreement-confused-one = Hay dos opciones que se confunden a menudo: { $pair }.
agreement-confused-more = Opciones que se confunden a menudo: { $pairs }.
agreement-confused-none = No destaca ninguna pareja de opciones que se confunda.
agreement-basis = Basado en respuestas: { NUMBER($answers, maximumFractionDigits: 0) }, personas: { NUMBER($people, maximumFractionDigits: 0) }, tareas con dos respuestas o más: { NUMBER($tasks, maximumFractionDigits: 0) }.
agreement-language = { $language ->
        [en] En inglés
        [es] En español
       *[other] En { $language }
    }: alfa { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, la misma respuesta en el { NUMBER($percent, maximumFractionDigits: 0) } % de los casos
agreement-pair-good = Coinciden mucho más de lo que daría el azar.
agreement-pair-fair = Coinciden claramente más de lo que daría el azar.
agreement-pair-weak = Coinciden más de lo que daría el azar.
agreement-pair-slight = Coinciden apenas más de lo que daría el azar.
agreement-pair-none = No coinciden más de lo que daría el azar.
agreement-pair-below = Coinciden menos de lo que daría el azar.
agreement-pair-unclear = Tienen muy pocas tareas en común para decirlo.
agreement-pair-one-option = En las tareas que comparten, ambas personas eligieron siempre la misma opción.
agreement-choose = <b>¿El acuerdo de qué proyecto?</b> Los anteriores: /projects, y luego su panel.
agreement-coming = Lo estoy midiendo; la imagen va de camino.
agreement-legend = En la imagen: { $names }
agreement-picture-matrix = Cuando alguien elige la fila, otros eligen la columna (%)
agreement-picture-shares = ¿Cuánto coinciden las respuestas a una tarea?
agreement-picture-share-axis = parte de la opción en cabeza, en %
agreement-picture-task-axis = tareas
agreement-picture-count = { NUMBER($count, maximumFractionDigits: 0) }
agreement-picture-answers = { $count ->
        [one] 1 respuesta
       *[other] { $count } respuestas
    }
agreement-picture-others = otras
button-agreement = Acuerdo
