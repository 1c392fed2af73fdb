kind-of-place = Un lugar
draft-radius =
    <b>¿A qué distancia dos lugares cuentan como el mismo?</b>
    Toca una opción o escribe una distancia como «50 m» o «1 km».
draft-area =
    <b>¿Dónde pueden estar los lugares?</b>
    Toca un botón o escribe una zona como «a menos de 5 km de 52.52, 13.405». Después de «de» también puedes pegar el enlace de un mapa.
button-edit-radius = El mismo hasta: { $value }
button-edit-area = Zona: { $value }
waiting-radius = Espero que me digas a qué distancia dos lugares cuentan como el mismo, por ejemplo 50 m.
waiting-area = Espero que me digas dónde pueden estar los lugares, por ejemplo a menos de 5 km de 52.52, 13.405.
set-up-place = Respuestas: un lugar{ $has_area ->
        [0] {""}
       *[other] {" "}a menos de { $within } de { $centre }
    }. El mismo si están a { $radius } como máximo
place-anywhere = En cualquier lugar
place-hint = 📍 Envía el lugar: toca el clip y luego Ubicación. También puedes escribir coordenadas, como 52.52, 13.405, o pegar el enlace de un mapa{ $has_area ->
        [0] .
       *[other] . Tiene que estar a menos de { $within } de { $centre }.
    }
place-live = ¡Gracias! He tomado el punto donde estaba tu ubicación en tiempo real cuando la enviaste. No la sigo, así que puedes dejar de compartirla.
place-not-kept = Lo siento, tu ubicación llegó antes que la pregunta, así que no la guardé. Envíala otra vez.
place-spread = { $count } lugares, a { $distance } de distancia como máximo.
place-spread-one = Todos están en { $value }.
refused-gold-unknown-place =
    <b>Algunas respuestas conocidas de tu archivo no son respuestas posibles a esta pregunta</b> ({ $total ->
        [one] una fila
       *[other] { $total } filas
    }). Por ejemplo (fila: respuesta): { $rows }.
    Un lugar se escribe así: 52.52, 13.405. Cambia la pregunta para que sean posibles, o corrige el archivo y envíalo otra vez.
refused-radius-unclear = No puedo leer «{ $found }» como distancia. Ejemplos: 50 m, 1,5 km.
refused-radius-out-of-range = La distancia puede ir de { $least } a { $most }; la tuya es { $found }.
refused-area-unclear = No puedo leer «{ $found }» como zona. Ejemplos: a menos de 5 km de 52.52, 13.405; en cualquier lugar.
refused-area-too-small = Si los lugares a { $radius } cuentan como el mismo, casi cualquier respuesta a menos de { $within } sería correcta. Elige una zona más grande o una distancia más corta.
refused-place-expected = Envía una ubicación: toca el clip y luego Ubicación. O escribe coordenadas, como 52.52, 13.405.
refused-place-name = No puedo buscar nombres de lugares. Envía una ubicación: toca el clip, luego Ubicación, y mueve el mapa hasta el lugar. O escribe sus coordenadas, como 52.52, 13.405.
refused-place-outside = Eso está a { $away } de { $centre }, pero el lugar tiene que estar a menos de { $within }. Compruébalo y envíalo otra vez.
refused-place-off-globe = No existe ese lugar: el primer número va de −90 a 90 (el norte es positivo) y el segundo de −180 a 180 (el este es positivo). Por ejemplo: 52.52, 13.405.
refused-place-short-link = No abro enlaces, y uno corto no dice dónde está el lugar. Envía una ubicación, o escribe las coordenadas que muestra el mapa.
refused-place-link-empty = No encuentro coordenadas en este enlace, y no abro enlaces. Envía una ubicación, o escribe las coordenadas que muestra el mapa.
