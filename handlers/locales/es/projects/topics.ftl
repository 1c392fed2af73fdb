draft-language =
    <b>¿Qué idioma hay que leer para «{ $name }»?</b>
    Solo preguntaré a quien lo lee. Las tareas para personas concretas les llegan igualmente.
draft-topic =
    <b>¿De qué trata «{ $name }»?</b>
    Solo preguntaré a quien quiere este tema. Las tareas para personas concretas les llegan igualmente.
button-edit-language = Idioma: { $value }
button-edit-topic = Tema: { $value }
button-any = cualquiera
panel-language = Para quienes leen: { $name }
panel-topic = Tema: { $name }
topic-news = Noticias
topic-politics = Política
topic-science = Ciencia
topic-health = Salud
topic-technology = Tecnología
topic-shopping = Compras
topic-travel = Viajes
topic-food = Comida
topic-arts = Arte
topic-sport = Deporte
topic-nature = Naturaleza
topic-life = Vida diaria
pace-languages-line = Idiomas que lees: { $value }
pace-topics-line = Temas: { $value }
pace-change-languages = Idiomas
pace-change-topics = Temas
pace-any = todos
pace-any-other = solo donde no se indica ninguno
pace-some = { $n } de { $total }
pace-all = Todos
pace-none = Ninguno
pace-ask-languages = ¿Qué idiomas lees? En los demás no te preguntaré nada, salvo las tareas que alguien haya pensado para ti.
pace-ask-topics = ¿Qué temas quieres? De los demás no te preguntaré nada, salvo las tareas que alguien haya pensado para ti.
