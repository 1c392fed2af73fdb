command-announce = Decir algo a los participantes
button-announce = Anunciar
button-announce-everybody = Todas las personas suscritas
announcement-choose = <b>¿A quién quieres decir algo?</b> Llega a quienes han respondido en el proyecto que elijas.
announcement-none = Ninguno de tus proyectos se ha lanzado, así que aún no hay nadie a quien decir algo.
announcement-write = <b>¿Qué quieres decir?</b> Envíamelo en un solo mensaje de { NUMBER($most, useGrouping: 0) } caracteres como máximo. { $everybody ->
        [0] { $people ->
            [one] Lo recibirá una persona que ha respondido en «{ $project }».
           *[other] Lo recibirán { $people } personas que han respondido en «{ $project }».
        }
       *[other] { $people ->
            [one] Lo recibirá una persona.
           *[other] Lo recibirán { $people } personas.
        }
    } Primero lo ves tú, y nada sale antes de que lo digas.
announcement-look = { $people ->
        [0] Ahora no lo recibe nadie: no hay nadie suscrito que haya respondido aquí y quiera anuncios.
        [one] Una persona recibirá esto en cuanto sus horas de silencio lo permitan:
       *[other] { $people } personas recibirán esto, cada una en cuanto sus horas de silencio lo permitan:
    }
announcement-head = { $everybody ->
    [0] Novedades de { $project }
   *[other] Novedades
}
button-announcement-send = { $people ->
    [one] Enviar a una persona
   *[other] Enviar a { $people } personas
}
button-announcement-rewrite = Escribirlo de nuevo
button-announcement-drop = No enviarlo
button-announcement-stop = Parar
announcement-dropped = No se ha enviado nada.
announcement-goes = Está en camino.
announcement-progress =
    <b>{ $state ->
        [sending] Tu anuncio está en camino
        [stopped] Tu anuncio se ha parado
       *[done] Tu anuncio ha salido
    }</b>{ $everybody ->
        [0] {" "}(«{ $project }»)
       *[other] {""}
    }
    Enviado: { $sent } de { $people }{ $waiting ->
        [0] {""}
       *[other] , a la espera de su hora: { $waiting }
    }{ $queued ->
        [0] {""}
       *[other] , saliendo ahora: { $queued }
    }{ $failed ->
        [0] {""}
       *[other] , sin llegar: { $failed }
    }{ $unknown ->
        [0] {""}
       *[other] , no se sabe si ha llegado: { $unknown }
    }{ $dropped ->
        [0] {""}
       *[other] , sin enviar: { $dropped }
    }
button-mute = No quiero más anuncios
muted = Ya no recibirás anuncios. Con /pace puedes volver a activarlos.
refused-too-many-announcements = { $most ->
    [0] En este bot solo los administradores hacen anuncios.
    [one] Aquí se puede hacer un anuncio cada 24 horas como máximo. Espera un poco; tu texto se guarda.
   *[other] Aquí se pueden hacer { $most } anuncios cada 24 horas como máximo. Espera un poco; tu texto se guarda.
}
pace-announcements-line = Anuncios: { $value }
pace-announcements-yes = sí
pace-announcements-no = no
pace-change-announcements = Anuncios
pace-ask-announcements = ¿Quieres oír lo que los solicitantes y administradores dicen a quienes han respondido?
