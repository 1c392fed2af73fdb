command-announce = Escribir a tus participantes
button-announce = Anunciar
button-announce-everybody = Todas las personas suscritas
announcement-choose = <b>¿A quién quieres escribir?</b> Tu mensaje llega a quienes han respondido en el proyecto que elijas.
announcement-none = Aún no has lanzado ninguno de tus proyectos, así que no hay nadie a quien escribir.
announcement-write = <b>¿Qué quieres decir?</b> Envíamelo en un solo mensaje de { NUMBER($most, useGrouping: 0) } caracteres como máximo. { $everybody ->
        [0] { $people ->
            [one] Lo recibirá una persona que ha respondido en «{ $project }».
           *[other] Lo recibirán { $people } personas que han respondido en «{ $project }».
        }
       *[other] { $people ->
            [one] Lo recibirá una persona.
           *[other] Lo recibirán { $people } personas.
        }
    } Primero lo verás tú, y no sale nada hasta que lo digas.
announcement-look = { $people ->
        [0] Ahora no lo recibiría nadie: nadie que haya respondido aquí sigue apuntado y quiere anuncios.
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
       *[other] , quizá sin llegar: { $unknown }
    }{ $dropped ->
        [0] {""}
       *[other] , sin enviar: { $dropped }
    }{ $paid ->
        [0] {""}
       *[other] {""}
            Enviados con Stars: { $paid }, por { NUMBER($stars, maximumFractionDigits: 1) } Stars como máximo
    }{ $fast ->
        [0] {""}
       *[other] {""}
            Lo estoy enviando rápido, con Stars.
    }{ $end ->
        [budget] {""}
            Gratis desde que se acabaron las Stars del mes.
        [balance] {""}
            Gratis desde que al bot se le acabaron las Stars.
        [floods] {""}
            Gratis desde que Telegram hizo esperar al bot a pesar de pagar.
        [setting] {""}
            Gratis, porque los ajustes no permiten pagar.
        [author] {""}
            Gratis, como pediste.
        [admin] {""}
            Gratis, como pidió un administrador.
       *[none] {""}
    }
button-mute = No quiero más anuncios
muted = Ya no recibirás anuncios. Con /pace puedes volver a activarlos.
refused-too-many-announcements = { $most ->
    [0] En este bot solo los administradores hacen anuncios.
    [one] Aquí puedes hacer un anuncio cada 24 horas. Espera un poco; guardo tu texto.
   *[other] Aquí puedes hacer { $most } anuncios cada 24 horas. Espera un poco; guardo tu texto.
}
pace-announcements-line = Anuncios: { $value }
pace-announcements-yes = sí
pace-announcements-no = no
pace-change-announcements = Anuncios
pace-ask-announcements = ¿Quieres recibir anuncios de quienes preguntan y de quienes administran este bot?
button-announcement-fast = Rápido: hasta { NUMBER($stars, maximumFractionDigits: 1) } Stars
announcement-fast = Puedo enviarlo más rápido por hasta { NUMBER($stars, maximumFractionDigits: 1) } Telegram Stars; este mes quedan { NUMBER($left, maximumFractionDigits: 1) }.
announcement-fare =
    <b>¿Enviarlo rápido, con Telegram Stars?</b>
    Cuesta como máximo <b>{ NUMBER($stars, maximumFractionDigits: 1) } Stars</b> del saldo del bot, una décima de Star por persona. Este mes quedan { NUMBER($left, maximumFractionDigits: 1) } Stars para ello.
    Lo reciben { $people } personas. Tarda unos { $paid_min ->
        [0] { $paid_s } s
       *[other] { $paid_min } min
    } en lugar de { $free_min ->
        [0] { $free_s } s
       *[other] { $free_min } min
    }; las horas de silencio se respetan igualmente.{ $rest ->
        [0] {""}
       *[other] {" "}Las Stars alcanzan para { $reached }; las otras { $rest } lo reciben gratis, al ritmo de siempre.
    }
    Puedes dejar de pagar en cualquier momento.
button-fare-pay = Sí, pagar hasta { NUMBER($stars, maximumFractionDigits: 1) } Stars
button-fare-free = Enviarlo gratis
button-fare-end = Seguir gratis
fare-changed = El precio ha subido, o aún no lo has visto. Míralo otra vez.
fare-ended = { $over ->
    [0] He dejado de pagar por tu anuncio, y el resto sale gratis: { $end ->
            [budget] se han acabado las Stars del mes para anuncios.
            [balance] Telegram dice que el bot no tiene bastantes Stars.
            [floods] Telegram hizo esperar al bot varias veces a pesar de pagar.
            [setting] los ajustes del bot ya no permiten pagar.
           *[admin] lo pidió un administrador.
        }
   *[other] Un administrador ha parado tu anuncio.
}
paying-stopped = { $announcements ->
    [0] Ahora mismo no se paga nada.
    [one] He dejado de pagar por un anuncio.
   *[other] He dejado de pagar por { $announcements } anuncios.
}
refused-cannot-pay = Ahora no puedo enviarlo con Stars: el envío de pago está desactivado, se han acabado las Stars del mes, o lo reciben tan pocas personas que gratis es casi igual de rápido.
