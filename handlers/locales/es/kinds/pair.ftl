kind-of-pair = Cuál de dos es mejor
draft-pair_columns =
    <b>¿En qué dos columnas está lo que se compara?</b>
    Toca una sugerencia o escribe los nombres de las dos columnas en dos líneas. Cada persona las ve a izquierda y derecha en orden aleatorio.
draft-pair_ties =
    <b>¿Se puede responder que ninguna es mejor?</b>
    Toca una respuesta o escribe lo que debe decir el botón del empate y, en otra línea, el de «las dos son malas».
button-edit-pair_columns = Comparar: { $value }
button-edit-pair_ties = Si ninguna es mejor: { $value }
waiting-pair_columns = Espero que me digas en qué dos columnas está lo que se compara.
waiting-pair_ties = Espero que me digas si se puede responder que ninguna es mejor.
set-up-pair = Respuestas: cuál es mejor, { $first } o { $second }{ $has_tie ->
        [0] {""}
       *[other] , o «{ $tie }»
    }{ $has_bad ->
        [0] {""}
       *[other] , o «{ $bad }»
    }
pair-left = ⬅️ Izquierda
pair-right = Derecha ➡️
pair-no-ties = No, una de las dos
pair-tie = Igual de buenas
pair-bad = Las dos son malas
refused-gold-unknown-pair =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Escribe el texto de lo que es mejor, o bien first o second, y envía el archivo otra vez. Un empate solo es posible si se puede responder.
refused-columns-missing = Tu archivo solo muestra { $found ->
        [one] una columna
       *[other] { $found } columnas
    }, pero hacen falta al menos { $fewest }. Envía un archivo con cada cosa en su propia columna o elige otra forma de responder.
refused-column-unknown = «{ $found }» no es una columna que se muestre. Tu archivo tiene: { $columns }.
refused-columns-number = Escribe { $most ->
        [2] dos columnas
       *[other] de { $fewest } a { $most } columnas
    }, cada una en su línea. Has escrito { $found }.
refused-column-twice = Has escrito «{ $found }» dos veces. Escribe columnas distintas.
refused-ties-unclear = No puedo leer «{ $found }». Toca un botón o escribe dos líneas como máximo: lo que se toca para un empate y para «las dos son malas».
refused-ties-mean-item = «{ $found }» significaría una de las dos cosas. Elige otras palabras.
refused-side-expected = Toca el lado que es mejor o escribe «izquierda» o «derecha»{ $others ->
        [0] .
        [1] {" "}o «{ $third }».
       *[other] , «{ $third }» o «{ $fourth }».
    }
