kind-of-many_of = Varias de tus opciones
draft-boxes =
    <b>¿Qué opciones se pueden marcar?</b>
    Toca una sugerencia o escríbelas en líneas separadas o con comas: de 2 a 30 opciones.
draft-none_name =
    <b>¿Y si ninguna es adecuada?</b>
    Toca una respuesta o escribe lo que debe decir el botón. Si siempre hay al menos una opción adecuada, habrá que marcar alguna.
button-edit-boxes = Opciones: { $value }
button-edit-none_name = Si ninguna lo es: { $value }
waiting-boxes = Espero las opciones que se pueden marcar.
waiting-none_name = Espero que me digas qué dice el botón si ninguna opción es adecuada.
set-up-many-of = Respuestas: cualesquiera de { $options }{ $has_none ->
        [0] , al menos una
       *[other] {" "}o «{ $none }»
    }
many-hint = Marca todas las adecuadas y toca Listo.
many-none = Ninguna de estas
many-always = Siempre hay al menos una
many-more = …y { $options ->
        [one] una opción más
       *[other] { $options } opciones más
    }
button-many-done = Listo: { $count ->
        [one] una marcada
       *[other] { $count } marcadas
    }
button-many-empty = Aún no hay ninguna marcada
refused-gold-unknown-many_of =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Varias opciones en una celda llevan | o ; entre ellas. Cambia las opciones para que las incluyan todas, o corrige el archivo y envíalo otra vez.
refused-none-name-unclear = «{ $found }» no puede ser el nombre de «ninguna de estas»: no puede contener | ni ;.
refused-box-expected = Marca al menos una.
refused-box-unknown = { $most ->
        [0] «{ $found }» no es una de las opciones.
       *[other] «{ $found }» no es una de las opciones. Puedes escribir sus nombres o sus números (del 1 al { $most }).
    }
refused-boxes-expected = Marca todas las adecuadas y toca Listo. { $most ->
        [0] O escríbelas: «{ $first }, { $last }».
       *[other] O escríbelas: «{ $first }, { $last }» o «1, { $most }».
    }
