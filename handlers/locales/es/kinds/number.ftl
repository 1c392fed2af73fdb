kind-of-number = Un número
draft-range =
    <b>¿Qué números son posibles?</b>
    Toca uno o escribe un rango como «0 a 120», «0 o más» o «hasta 50 kg». Si se puede responder con decimales, escribe el rango con decimales: «0,0 a 5,0».
draft-unit =
    <b>¿En qué unidad están los números?</b>
    Toca una o escribe una unidad de hasta 16 caracteres, como «km» o «coches». Se ve junto al número.
draft-tolerance =
    <b>¿Cuánto debe acercarse una respuesta para ser correcta?</b>
    Toca una opción o escribe cuánto puede desviarse: «± 5», o «10 %» del número verdadero.
button-edit-range = Rango: { $value }
button-edit-unit = Unidad: { $value }
button-edit-tolerance = Se da por correcta: { $value }
waiting-range = Espero que me digas qué números son posibles, por ejemplo 0 a 120.
waiting-unit = Espero la unidad de los números, por ejemplo kg.
waiting-tolerance = Espero que me digas cuánto debe acercarse una respuesta para ser correcta, por ejemplo ± 5.
set-up-number = Respuestas: { $decimals ->
        [0] números enteros
        [one] números con un decimal
       *[other] números con { $decimals } decimales
    }{ $which ->
        [both] {" "}de { $low } a { $high }
        [low] {" "}desde { $low }
        [high] {" "}hasta { $high }
       *[none] {""}
    }{ $has_unit ->
        [0] {""}
       *[other] , en { $unit }
    }. { $exact ->
        [0] Correcta con una diferencia de { $tolerance }
       *[other] Correcta si es exactamente igual
    }
number-any = cualquier número
number-no-unit = ninguna
number-exact = exactamente igual
number-from-zero = 0 o más
number-choose-any = Cualquier número
number-choose-no-unit = Sin unidad
number-choose-exact = Exactamente igual
number-hint-tap = Toca un número o escríbelo.
number-hint-type = { $decimals ->
        [0] Toca o escribe un número entero
       *[other] Toca o escribe un número
    }{ $which ->
        [both] {" "}de { $low } a { $high }
        [low] , { $low } o más
        [high] , { $high } o menos
       *[none] {""}
    }{ $has_unit ->
        [0] {""}
       *[other] , en { $unit }
    }.
number-sure = Has escrito { $value }. ¿Seguro?
button-number-sure = Sí, { $value }
button-number-unsure = No, cambiarlo
button-number-done = Listo: { $value }
button-number-empty = Aún no hay número
button-number-now = Ahora: { $value }
refused-gold-unknown-number =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Cambia la pregunta para que sean posibles, o corrige el archivo y envíalo otra vez.
refused-number-expected = Escribe un número{ $has_unit ->
        [0] , por ejemplo { $example }
       *[other] {" "}en { $unit }, por ejemplo { $example }
    }.
refused-number-out-of-range = { $which ->
        [both] Entre { $low } y { $high }, por favor.
        [low] { $low } o más, por favor.
       *[high] { $high } o menos, por favor.
    }
refused-number-too-fine = { $decimals ->
        [0] Un número entero, por favor.
        [one] Con un decimal como máximo, por favor.
       *[other] Con { $decimals } decimales como máximo, por favor.
    }
refused-range-unclear = No entiendo «{ $found }» como rango de números. Ejemplos: 0 a 120, 0,0 a 5,0, 0 o más, hasta 50, cualquier número.
refused-range-empty = En «{ $found }», el segundo número tiene que ser mayor que el primero.
refused-too-many-decimals = Los números pueden tener { $most } decimales como máximo.
refused-unit-too-long = Una unidad puede tener { $most } caracteres como máximo; esta tiene { $found }.
refused-unit-unclear = «{ $found }» no puede ser una unidad, porque no se distinguiría del número que va delante. Escribe una palabra o un signo, como kg.
refused-tolerance-unclear = No entiendo «{ $found }» como lo que puede desviarse una respuesta. Ejemplos: exactamente igual, 5, ± 0,5, 10 %.
refused-tolerance-too-wide = Con { $tolerance }, casi cualquier respuesta sería correcta. Elige menos, o un rango más amplio.
number-spread = Mínimo { $low }, mediana { $middle }, máximo { $high }. La mitad de las tareas está entre { $lower } y { $upper }.
number-spread-one = Todas son { $value }.
