kind-of-text = Un texto que se escribe
draft-text_check =
    <b>¿Qué se puede escribir?</b>
    Toca una opción o escribe lo largo que puede ser («1 a 3 palabras», «hasta 200 caracteres») o un patrón: en «patrón AA-9999», A es cualquier letra, 9 cualquier cifra, X cualquiera de las dos y * cualquier cosa.
draft-text_match =
    <b>¿Cuándo dicen lo mismo dos textos?</b>
    Los espacios nunca cuentan. «Palabra por palabra» compone un texto con las palabras que escribió la mayoría, lo que conviene a las transcripciones. Las demás opciones toman cada texto entero.
button-edit-text_check = Se escribe: { $value }
button-edit-text_match = Iguales si: { $value }
waiting-text_check = Espero que me digas qué se puede escribir, por ejemplo cualquier texto, una fecha o 1 a 3 palabras.
waiting-text_match = Espero que me digas cuándo dicen lo mismo dos textos.
set-up-text = Respuestas: { $check }. Comparación: { $match }
set-up-text-form = Respuestas: { $check }
text-check = { $check ->
        [any] cualquier texto
        [words] { $which ->
            [same] { $most ->
                [one] una palabra
               *[other] { $most } palabras
            }
            [up] hasta { $most } palabras
           *[other] de { $least } a { $most } palabras
        }
        [characters] { $which ->
            [same] { $most ->
                [one] un carácter
               *[other] { $most } caracteres
            }
            [up] hasta { $most } caracteres
           *[other] de { $least } a { $most } caracteres
        }
        [pattern] el patrón { $pattern }
        [code] un código
        [email] un correo electrónico
        [link] un enlace
        [phone] un número de teléfono
       *[date] una fecha
    }
text-hint = { $check ->
        [any] Escribe tu respuesta.
        [words] { $which ->
            [same] { $most ->
                [one] Escribe una palabra.
               *[other] Escribe { $most } palabras.
            }
            [up] Escribe tu respuesta, en { $most } palabras como máximo.
           *[other] Escribe tu respuesta, de { $least } a { $most } palabras.
        }
        [characters] { $which ->
            [same] { $most ->
                [one] Escribe un carácter.
               *[other] Escribe { $most } caracteres.
            }
            [up] Escribe tu respuesta, en { $most } caracteres como máximo.
           *[other] Escribe tu respuesta, de { $least } a { $most } caracteres.
        }
        [pattern] Escribe tu respuesta así: { $pattern } (A es una letra, 9 una cifra, X cualquiera de las dos, * cualquier cosa).
        [code] Escribe el código. Los espacios y las mayúsculas no importan.
        [email] Escribe el correo electrónico.
        [link] Escribe o pega el enlace.
        [phone] Escribe el número de teléfono con el prefijo del país, por ejemplo +34 912 345 678.
       *[date] Escribe la fecha, por ejemplo 2026-12-24 o 24 de diciembre de 2026.
    }
text-sure = ¿Es «{ $value }» tu respuesta?
button-text-sure = Sí, es mi respuesta
button-text-unsure = No, no lo es
button-text-now = Ahora: { $value }
text-check-any = Cualquier texto
text-check-few-words = 1 a 3 palabras
text-check-code = Un código
text-check-date = Una fecha
text-check-email = Un correo electrónico
text-check-link = Un enlace
text-check-phone = Un número de teléfono
text-match-case = No cuentan las mayúsculas
text-match-ends = No cuentan mayúsculas ni puntuación final
text-match-exact = Cada carácter cuenta
text-match-words = Palabra por palabra
text-spread = { $texts ->
        [one] Un texto
       *[other] { $texts } textos distintos
    }: el más corto tiene { $low ->
        [one] una palabra
       *[other] { $low } palabras
    }, uno típico { $middle }, el más largo { $high }.
refused-gold-unknown-text =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Cambia lo que se puede escribir para que sean posibles, o corrige el archivo y envíalo otra vez.
refused-text-check-unclear = No entiendo «{ $found }» como lo que se puede escribir. Ejemplos: cualquier texto, 1 a 3 palabras, hasta 200 caracteres, un código, una fecha, un enlace, un correo electrónico, un número de teléfono, patrón AA-9999.
refused-text-limits-odd = «{ $found }» no puede ser: el segundo número tiene que ser al menos el primero, y { $most } es lo máximo.
refused-text-pattern-unclear = No puedo usar «{ $found }» como patrón. Necesita al menos una A (una letra), un 9 (una cifra), una X (cualquiera de las dos) o un * (cualquier cosa, una vez como máximo), y puede tener { $most } caracteres.
refused-text-match-unclear = No entiendo «{ $found }» como cuándo dicen lo mismo dos textos. Toca uno de los botones.
refused-text-unseen = No veo ningún carácter ahí. Escribe tu respuesta.
refused-answer-too-long = Es demasiado largo: puedo aceptar { $most } caracteres, y el tuyo tiene { $found }. Acórtalo, por favor.
refused-text-too-few-words = Es { $found ->
        [one] una palabra
       *[other] un texto de { $found } palabras
    }. Escribe al menos { $least }.
refused-text-too-many-words = Son { $found } palabras. Escribe { $most ->
        [one] una palabra
       *[other] { $most } como máximo
    }.
refused-text-too-few-characters = Es { $found ->
        [one] un carácter
       *[other] un texto de { $found } caracteres
    }. Escribe al menos { $least }.
refused-text-too-many-characters = Son { $found } caracteres. Escribe { $most ->
        [one] uno
       *[other] { $most } como máximo
    }.
refused-text-no-pattern = «{ $found }» no encaja. Tiene que ser así: { $pattern } (A es una letra, 9 una cifra, X cualquiera de las dos, * cualquier cosa).
refused-text-no-code = «{ $found }» no parece un código. Un código tiene letras y cifras, y entre ellas . / - _ # + :
refused-text-no-email = No puedo leer «{ $found }» como correo electrónico. Debería ser como nombre@example.org.
refused-text-no-link = No puedo leer «{ $found }» como enlace. Debería ser como https://example.org/pagina.
refused-text-no-phone = No conozco ningún número de teléfono «{ $found }». Escríbelo con el prefijo del país, por ejemplo +34 912 345 678.
refused-text-no-date = No entiendo «{ $found }» como fecha. Escríbela como 2026-12-24, con el año en cuatro cifras.
refused-text-date-ambiguous = «{ $found }» puede ser dos fechas. Escribe { $one } o { $other }.
