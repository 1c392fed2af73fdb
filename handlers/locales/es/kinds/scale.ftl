kind-of-scale = Un nivel de una escala
draft-levels =
    <b>¿Cuántos niveles tiene la escala?</b>
    Toca una opción o escribe el nivel más alto, de 3 a 11. El más bajo es 1.
draft-end_names =
    <b>¿Qué significan los dos extremos?</b>
    Toca una opción o escribe los dos nombres en dos líneas, primero el del nivel 1. Se ven debajo de cada tarea.
draft-closeness =
    <b>¿Cuánto debe acercarse una respuesta para ser correcta?</b>
    Cuando la verdad es cuestión de criterio, un nivel más o menos suele dar igual, y cuesta menos respuestas.
button-edit-levels = Niveles: { $value }
button-edit-end_names = Extremos: { $value }
button-edit-closeness = Se da por correcta: { $value }
waiting-levels = Espero que me digas cuántos niveles tiene la escala, por ejemplo 5.
waiting-end_names = Espero los nombres de los dos extremos.
waiting-closeness = Espero que me digas cuánto debe acercarse una respuesta para ser correcta.
set-up-scale = Respuestas: un nivel de 1 a { $most }{ $has_names ->
        [0] {""}
       *[other] {" "}(1 = { $low }, { $most } = { $high })
    }. { $slack ->
        [0] Correcta si es exactamente igual
       *[other] Correcta con { $slack } nivel de diferencia como máximo
    }
scale-no-names = Ninguno
scale-ends-quality = Muy malo · Muy bueno
scale-ends-frequency = Nunca · Siempre
scale-ends-degree = Nada · Mucho
scale-exact = Exactamente igual
scale-near = 1 nivel de diferencia como máximo
refused-gold-unknown-scale =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Cambia la pregunta para que sean posibles, o corrige el archivo y envíalo otra vez.
refused-levels-unclear = No puedo leer «{ $found }» como número de niveles. Escribe el más alto, por ejemplo 5.
refused-levels-out-of-range = Una escala puede ir de 1 a { $most } como máximo y tiene al menos { $least } niveles. La tuya llegaría a { $found }.
refused-ends-unclear = No puedo leer «{ $found }» como nombres de los dos extremos. Escribe dos nombres en dos líneas, primero el del nivel 1, por ejemplo «Malo» y «Bueno». Los nombres no pueden empezar por una cifra.
refused-ends-alike = Los dos extremos se llamarían «{ $found }». Dales nombres distintos.
refused-end-too-long = «{ $found }» es demasiado largo para un nombre. Puede tener { $most } caracteres como máximo.
refused-closeness-unclear = No puedo leer «{ $found }» como lo que debe acercarse una respuesta. Toca un botón o escribe 0 o 1.
refused-level-expected = Entre 1 y { $most }, por favor{ $has_names ->
        [0] .
       *[other] : 1 es «{ $low }», { $most } es «{ $high }».
    }
