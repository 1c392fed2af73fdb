kind-of-one_of = Una de varias opciones
draft-options =
    <b>¿Entre qué opciones se puede elegir?</b>
    Toca un grupo o escribe las tuyas (de 2 a 50), separadas por comas o una en cada línea.
button-edit-options = Opciones: { $value }
waiting-options = Espero las opciones entre las que se puede elegir.
set-up-one-of = Opciones: { $options }
option-yes = Sí
option-no = No
option-positive = Positivo
option-neutral = Neutral
option-negative = Negativo
refused-option-expected = Toca uno de los botones debajo de la pregunta. { $most ->
    [0] También puedes escribir la respuesta, por ejemplo «{ $option }».
   *[other] También puedes escribir la respuesta, como «{ $option }», o su número (del 1 al { $most }).
}
summary-rest = …y { $options ->
        [one] una opción más
       *[other] { $options } opciones más
    } con { $count ->
        [one] una tarea
       *[other] { $count } tareas
    }
refused-gold-unknown-one_of =
    <b>Algunas respuestas conocidas de tu archivo no están entre estas opciones</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Escribe unas opciones que las incluyan todas, o corrige el archivo y envíalo otra vez.
refused-option-unknown = «{ $found }» no es una de las opciones de este proyecto. Toca uno de los botones, por favor.
