draft-kind = <b>¿Cómo responde la gente?</b> Toca una opción.
button-edit-kind = Otra forma de responder
kind-of-one_of = Una de varias opciones
set-up-one-of = Opciones: { $options }
refused-kind-unknown = No entiendo «{ $found }» como forma de responder. Toca uno de los botones.
