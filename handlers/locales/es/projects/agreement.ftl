agreement-head = <b>Cuánto coincide la gente: { $name }</b>
agreement-grade-good = La gente coincide mucho más que por azar: te puedes fiar de una sola respuesta.
agreement-grade-fair = La gente coincide claramente más que por azar: basta para conclusiones prudentes.
agreement-grade-weak = La gente coincide más que por azar, pero de una sola respuesta no te puedes fiar: pregunta a varias personas por cada tarea.
agreement-grade-slight = La gente coincide apenas más que por azar. ¿Es clara la pregunta? ¿Se distinguen bien sus opciones?
agreement-grade-slight-near = Las respuestas apenas se parecen más que por azar. ¿Es clara la pregunta?
agreement-grade-none = La gente no coincide más que por azar. ¿Es clara la pregunta? ¿Se distinguen bien sus opciones?
agreement-grade-none-near = Las respuestas no se parecen más que por azar. ¿Es clara la pregunta?
agreement-grade-below = La gente coincide menos que por azar: parece que cada cual entiende la pregunta a su manera.
agreement-grade-unclear = Aún es pronto para decir si la gente coincide más que por azar: muy pocas tareas tienen respuestas de varias personas.
agreement-no-no-answers = Aún no hay respuestas, así que no puedo decir cuánto coincide la gente.
agreement-no-no-pairs = Ninguna tarea tiene aún respuestas de dos personas, así que no puedo decir cuánto coincide la gente.
agreement-no-one-option = Todo el mundo eligió siempre la misma opción. Podría ser puro azar, así que no se puede medir cuánto se coincide más allá de él.
agreement-no-one-option-near = Todo el mundo dio siempre la misma respuesta. Podría ser puro azar, así que no se puede medir cuánto se coincide más allá de él.
agreement-no-one-compared = En todas las tareas con dos respuestas o más se eligió una misma opción, así que no puedo distinguir el acuerdo del azar. Las demás opciones solo se eligieron donde respondió una sola persona.
agreement-no-one-compared-near = En todas las tareas con dos respuestas o más se dio una misma respuesta, así que no puedo distinguir el acuerdo del azar. Las demás solo se dieron donde respondió una sola persona.
agreement-no-same-value = Todas las opciones que se pueden comparar representan el mismo número, así que no hay ninguna diferencia que medir.
agreement-alpha = Alfa de Krippendorff: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 es perfecto, 0 es el azar)
agreement-alpha-range = Alfa de Krippendorff: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, lo más probable entre { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } y { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 es perfecto, 0 es el azar)
agreement-wide = Ese margen es amplio: más respuestas lo estrecharán.
agreement-raw = Dos personas que responden a la misma tarea coinciden en el { NUMBER($percent, maximumFractionDigits: 0) } % de los casos.
agreement-share = De media, el { NUMBER($percent, maximumFractionDigits: 0) } % de las respuestas a una tarea son para la opción que va en cabeza. Unánimes: { NUMBER($unanimous, maximumFractionDigits: 0) } de { NUMBER($tasks, maximumFractionDigits: 0) } tareas con dos respuestas o más.
agreement-share-near = De media, el { NUMBER($percent, maximumFractionDigits: 0) } % de las respuestas a una tarea se parecen tanto que cuentan como iguales. Todas: en { NUMBER($unanimous, maximumFractionDigits: 0) } de { NUMBER($tasks, maximumFractionDigits: 0) } tareas con dos respuestas o más.
agreement-entropy = Cuánta duda dejan las respuestas a una tarea, en bits: 0 si todas coinciden, 1 si dos opciones empatan.
agreement-kappa-like-alpha = Otra manera de descontar el azar; dice lo mismo que alfa.
agreement-kappa-unlike-alpha = Otra manera de descontar el azar; difiere de alfa si hay pocas tareas, si no todas tienen el mismo número de respuestas o si alfa cuenta la distancia entre opciones.
agreement-ac1-like-kappa = Una manera de descontar el azar que tolera una opción muy frecuente; dice casi lo mismo que kappa.
agreement-ac1-above-kappa = Una manera de descontar el azar que tolera una opción muy frecuente. Está muy por encima de kappa: algunas opciones son tan frecuentes que kappa hace parecer a la gente peor de lo que es.
agreement-confused-pair = { $first } y { $second } ({ NUMBER($percent, maximumFractionDigits: 0) } % de todo el desacuerdo)
agreement-confused-two = La gente se divide entre { $first } y { $second }.
agreement-confused-one = Dos opciones se confunden a menudo: { $pair }.
agreement-confused-more = Opciones que se confunden a menudo: { $pairs }.
agreement-confused-none = Ninguna pareja de opciones se confunde especialmente.
agreement-basis = Basado en respuestas: { NUMBER($answers, maximumFractionDigits: 0) }, personas: { NUMBER($people, maximumFractionDigits: 0) }, tareas con dos respuestas o más: { NUMBER($tasks, maximumFractionDigits: 0) }.
agreement-language = { $language ->
        [en] En inglés
        [es] En español
       *[other] En { $language }
    }: alfa { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, la misma respuesta en el { NUMBER($percent, maximumFractionDigits: 0) } % de los casos
agreement-pair-good = Coinciden mucho más que por azar.
agreement-pair-fair = Coinciden claramente más que por azar.
agreement-pair-weak = Coinciden más que por azar.
agreement-pair-slight = Coinciden apenas más que por azar.
agreement-pair-none = No coinciden más que por azar.
agreement-pair-below = Coinciden menos que por azar.
agreement-pair-unclear = Comparten muy pocas tareas para poder decirlo.
agreement-pair-one-option = En las tareas que comparten, ambas personas eligieron siempre la misma opción.
agreement-choose = <b>¿El acuerdo de qué proyecto?</b> Para los anteriores, envía /projects y abre el proyecto.
agreement-coming = Lo estoy midiendo; la imagen va de camino.
agreement-legend = En la imagen: { $names }
agreement-picture-matrix = Cuando alguien elige la fila, otros eligen la columna (%)
agreement-picture-matrix-near = Cuando alguien responde la fila, otros responden la columna (%)
agreement-picture-shares = ¿Cuánto coinciden las respuestas a una tarea?
agreement-picture-share-axis = parte de la opción en cabeza, en %
agreement-picture-share-axis-near = parte de respuestas que cuentan como iguales, en %
agreement-picture-task-axis = tareas
agreement-picture-count = { NUMBER($count, maximumFractionDigits: 0) }
agreement-picture-answers = { $count ->
        [one] 1 respuesta
       *[other] { $count } respuestas
    }
agreement-picture-others = otras
button-agreement = Acuerdo
