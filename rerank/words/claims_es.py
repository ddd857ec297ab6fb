"""Spanish words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
        incomparable\w*; inmejorable\w*; inigualad\w+; insuperad\w+; imbatible\w*; inimitable\w*; afamad\w+;
        renombrad\w+; conocidísim\w+;
        premi\w+; galardon\w+; óscar\w*; oscar\w*; goya; ganador\w*; ganó; ganaron; nominad\w+; maestr[ao]s?;
        imprescindible\w*; legendari\w+; aclamad\w+; célebre\w*; famos\w+; consagrad\w+; dirigid\w+; director\w*;
        secuela\w*; precuela\w*; guionista\w*; autor\w*; escritor\w*; perfect\w+; excelente\w*; excepcional\w*;
        extraordinari\w+; magnífic\w+; estupend\w+; espectacular\w*; genial\w*; brillante\w*; inolvidable\w*;
        increíble\w*; insuperable\w*; inigualable\w*; únic[oa]s?; definitiv[oa]s?; icónic\w+; mític\w+; crític[oa]s?;
        récord\w*; fabricad\w+; artesanal\w*; certificad\w+; patentad\w+; garantiz\w+; garantía\w*; exclusiv\w+;
        oficial\w*; demostrad\w+; estudios?; científic[oa]s; cura; curan; prohibid\w+; trilogía\w*; adaptación;
        basad\w+; protagonizad\w+; vendid\w+; \w{4,}ísim[oa]s?; vegan[oa]s?; equitativ\w+; certificad\w+; estudio;
        subvenci\w+; dermatólog\w+; ayuntamiento
    """,
    "price": r"""
        centavos?; regalad[oa]s?; pesetas?;
        gratis; gratuit\w+; descuento\w*; ofertas?; rebaj\w+; barat\w+; precios?; cuesta; cuestan; euros?; céntimos?;
        dólar\w*; económic\w+; asequible\w*; ahorr\w+; dinero; pagar; paga; cupón\w*; ganga\w*
    """,
    "availability": r"""
        retirad[oa]s?; caduc\w+; suscripción;
        disponib\w+; agotad\w+; existencias; entrega; envío\w*; llegará\w*; streaming; suscri\w+; descarg\w+;
        apresúrate; limitad\w+; pide; pídel\w+; multijugador\w*; consola\w*; stock
    """,
    "date": r"""
        enero; febrero; marzo; abril; mayo; junio; julio; agosto; septiembre; octubre; noviembre; diciembre; lunes;
        martes; miércoles; jueves; viernes; sábado; domingo; ayer; siglos?; décadas?; reciente\w*; recién; publicad\w+;
        estrenad\w+; estreno\w*; salió
    """,
    "self": r"""
        yo; me; mi; mis; conmigo; nosotr[oa]s; nuestr[oa]s?;
        (?:recomendamos|creemos|pensamos|sugerimos|prometemos|sabemos|hemos|tenemos|elegimos|seleccionamos); recomiendo;
        creo; pienso; prometo; aseguro
    """,
    "trait": r"""
        roj[oa]s?; azul(?:es)?; verdes?; mud[oa]s?; extranjer[oa]s?; independientes?; duplica\w*; triplica\w*;
        cuadruplica\w*; importad[oa]s?; cortometraje\w*; largometraje\w*; subtitulad[oa]s?
    """,
    "new": r"""
        novedad\w*; novedos[oa]s?; nuevecit[oa]s?; reci[eé]n
    """,
}
PHRASES = {
    "superlative": r"""
        sin (?:igual|par|rival|parangón|comparación|precedentes|competencia); como (?:ningún|ninguna|nadie|
        nada)(?: otr[oa])?; fuera de (?:serie|lo común|categoría); únic[oa] en su; de (?:primera|primer orden|
        primer nivel|alto nivel|altura|lujo|bandera)\b; al (?:más alto|máximo) nivel; de (?:gran|alta) calidad;
        en su máxima;
        (?:el|la|los|las|lo|del|al) (?:\w+ )?más (?!cerca|lejos|tarde|allá|acá|que|de)[\w-]+; de todos los tiempos;
        (?:del|en el) mundo; mejor(?:es)?; peor(?:es)?
    """,
    "same": r"""
        (?:del|de la|de los|el|la|por el|por la) (?:mism[oa]s? )?(?:autora?|directora?|creadore?s?|estudio|fabricante|
        equipo|marca) (?:de|del|que); mism[oa]s? (?:autora?|directora?|creadore?s?|estudio|fabricante|equipo|marca|mano)
    """,
    "claim": r"""
        que (?:tod[oa]s|todo el mundo) (?:conoce\w*|sabe\w*|recuerda\w*); (?:muy|bien|de sobra|
        mundialmente) conocid[oa]s?; conocid[oa]s? (?:por|de|en) (?:tod\w+|el mundo);
        obras? maestras?; (?:acaba|termina) (?:bien|mal); del año;
        (?:primer|segund|tercer|últim)[oa]? (?:tomo|volumen|entrega|episodio|temporada|parte);
        (?:ocurrió|sucedió) de verdad; final (?:feliz|triste|trágico|en); (?:historia|hechos|caso)s? reale?s?;
        número uno; de culto;
        jamás (?:hech|escrit|rodad|cont)\w+;
        (?:escrit|dirigid|cread|rodad|firmad|producid|recomendad|hech|fabricad)[oa]s? (?:por|en|a mano|con);
        sin (?:gluten|azúcar|bpa)
    """,
    "price": r"""
        vale (?:\w+ )?(?:cada|lo que)\b;
        (?:buen|mejor|medio|mitad de|bajo) precio; en oferta; menos que \ue001; de rebajas
    """,
    "availability": r"""
        (?:se va|se van|se irá|desaparece\w*|termina|acaba|sale del catálogo) (?:muy )?pronto;
        pronto (?:\w+ )?(?:se va|se irá|desaparece\w*|retirad\w+|dejará|ya no|no estará); por poco tiempo;
        incluid[oa]s? (?:en|con); en tu (?:plan|tarifa|abono|suscripción|paquete); de (?:vuelta|nuevo) (?:en|
        al?) (?:la |las |el |los |nuestr\w+ )?(?:tiendas?|catálogo|estanterías?|estantes?|cartelera|cines?|venta);
        últim[oa]s? (?:ejemplar(?:es)?|plazas?|entradas?|unidades?|copias?|piezas?); (?:solo |sólo |ya |
        apenas )*quedan? (?:solo |sólo |ya |apenas )*(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|
        poc[oa]s)(?! atrapad);
        últimas? (?:unidad\w*|oportunidad|existencias|días); quedan? (?:poc[oa]s|solo|sólo|algun[oa]s|un[oa]s);
        (?:antes|hasta) (?:de )?que se (?:agote\w*|acabe\w*); (?:pide|compra|cómpral\w+|pídel\w+) (?:hoy|ya|ahora);
        con (?:tus )?amig[oa]s; (?:ya|ahora) (?:disponible|a la venta|en tiendas);
        en (?:línea|stock|tu consola|tu tableta)
    """,
    "date": r"""
        (?:est[ae]|la|el|l[oa]s) (?:próxim[oa]|pasad[oa]|últim[oa]s?)? ?(?:semana|mes|año|temporada|verano|invierno|
        otoño|primavera|navidad)(?: (?:pasad[oa]|próxim[oa]|que viene))?;
        (?:hace|desde|durante) (?:\w+ )?(?:años?|meses|semanas|días|horas|siglos);
        (?:un|unos|pocos) (?:años?|meses) (?:después|antes|más tarde);
        en (?:una?|pocas|un par de) (?:tardes?|sentada|horas?|fin de semana); acaba de (?:salir|publicarse|estrenarse)
    """,
    "others": r"""
        tod[oa] el mundo; todos (?:los|aman|adoran|quieren); nadie (?:más|que|puede); la mayoría de;
        (?:a )?(?:l[oa]s|much[oa]s|otr[oa]s|tod[oa]s l[oa]s|miles de|millones de) (?:\w+ )?(?:lectores|lectoras|
        espectadores|clientes|jugadores|fans|aficionados|usuarios|personas|padres|familias|críticos|niños|mujeres|
        hombres|soldados|médicos)(?: \S+){0,5}? (?:adoran|aman|les encant\w+|gust\w+|han|son|recomiendan|compran|
        compraron|prefieren|eligen|leen|leyeron|usan|votaron|coinciden); populares?; gente como tú; personas como tú;
        favorit[oa]s? de
    """,
    "promise": r"""
        te (?:\w+ )?(?:encantará|encantarán|cambiará|enamorará\w*|fascinará|fascinarán|hará|harán|emocionará|
        sorprenderá seguro); no te (?:\w+ )?(?:arrepentirás|defraudará|decepcionará|aburrirás|olvidarás|\w+ás);
        (?:seguro|sin duda|con toda seguridad) (?:que )?(?:te|disfrut\w+|gust\w+)?;
        vas a (?:\w+ )?(?:adorar|amar|disfrutar|reír|llorar|querer|flipar|encantar);
        (?:amarás|adorarás|llorarás|reirás|querrás); sin riesgo; prometid[oa]
    """,
    "compare": r"""
        eclipsa\w*; hace sombra; en (?:la sombra|pañales|ridículo|mantillas|evidencia); palidece\w*;
        (?:un )?(?:escalón|paso|peldaño) por encima; por encima de \ue001;
        (?:más|menos) (?!que|cerca|lejos)[\w-]+(?: \S+){0,1} que; (?:mejor|peor|mayor|menor)(?:es)? que;
        superior(?:es)? a; supera a?; el doble; mucho (?:más|mejor|menos); aún (?:más|mejor)
    """,
    "new": r"""
        acaban? de (?:llegar|añadirse|incorporarse|aparecer); (?:totalmente|completamente) nuev[oa]s?;
        (?:nuev[oa]s?|últimas?) (?:llegadas?|incorporaci\w+|lanzamientos?)
    """,
    "trait": r"""
        (?:contad|narrad|rodad|filmad)[oa]s? (?:al revés|hacia atrás|en tiempo real|en orden inverso|en exteriores|
        en localizaciones)\w*; al revés; en tiempo real; en exteriores; en escenarios naturales; (?:vida|historia|
        caso|hecho)s? (?:reale?s?|verdader[oa]s?|verídic[oa]s?); hora y media; horas y media; (?:película|libro|
        novela|serie|juego|relato|film[e]?)s? (?:muy )?(?:cort|larg)[oa]s?; en color(?:es)?; de marca;
        para (?:toda la familia|todas las edades|todos los públicos|grandes y pequeños|tod[oa]s|adultos);
        el doble (?:de|que)
    """,
}
ACTS = {
    "bought": r"""
        \ue001 (?:\S+ ){0,4}(?:en|de|entre) tus? (?:\w+ )?(?:estante\w*|estantería|colección|biblioteca|cocina|
        casa|compras|escritorio);
        (?:has|ha) (?:\w+ )?comprado; compraste; compró; adquiriste; tu compra; tienes \ue001;
        tus? (?:nuev[oa]s? )?\ue001
    """,
    "rated": r"""
        (?:has|ha) (?:\w+ )?(?:valorado|puntuado|reseñado|calificado); valoraste; puntuaste;
        tu (?:valoración|nota|reseña)
    """,
    "liked": r"""
        (?:has|ha) (?:\w+ )?(?:disfrutado|amado); gust(?:ó|aron|ado); disfrutaste;
        (?:como|porque|ya que|puesto que) te gustan?
    """,
    "loved": r"""
        ador(?:aste|as|ado|ó); encant(?:ó|a|an|aron|ado); (?:has|ha) amado; favorit[oa]s?; amaste; apasiona\w*;
        tanto te gustó
    """,
    "asked": r"""
        (?:has|ha) (?:pedido|buscado); pediste; buscaste; buscabas; tu (?:búsqueda|pregunta|petición)
    """,
    "any": r"""
        (?:has|ha) (?:\w+ )?(?:visto|mirado|elegido|leído|jugado|consultado|explorado); viste; miraste; leíste; jugaste;
        elegiste
    """,
    "more": r"""
        te (?:tuvo|mantuvo|dejó|tuvieron) (?:\w+ )?(?:despiert[oa]|en vela|hasta|sin dormir|en pie);
        te quitó el sueño;
        (?:has|ha) (?:\w+ )?(?:terminado|acabado|devorado|releído|pasado|odiado); terminaste; devoraste; odiaste;
        (?:muchas|varias) veces; una y otra vez; todos los días; a diario; dos veces
    """,
    "basket": r"""
        tu (?:\w+ )?(?:cesta|carrito|carro|bolsa de la compra)
    """,
    "kept": r"""
        tus? (?:\w+ )?(?:watchlist|lista de (?:deseos|favoritos|lectura|seguimiento)|marcadores|guardad\w+);
        (?:\ue001|ya|todavía|aún) (?:\S+ ){0,4}(?:en|de|entre) tus? (?:\w+ )?listas?; has (?:guardado|marcado)
    """,
}
CONDITIONS = r"""
    si [^,; :.!?]*;
    si (?:te|le) (?:\S+ ){0,4}?(?:gust(?:ó|a|an|aron|ado|aba)|encant(?:ó|a|aron)|interes(?:ó|a)|va|van|atrap(?:ó|
    aron)|enganch(?:ó|aron)|conmov(?:ió|ieron));
    si (?:has |ya )?(?:\w+ )?(?:disfrutaste|disfrutado|buscas|amaste|adoraste);
    (?:para|a) quien(?:es)? (?:\S+ ){0,3}?(?:gust\w+|disfrut\w+|busca\w*|piensa\w*);
    para (?:los )?(?:fans|aficionados|amantes|lectores|jugadores)
"""
SAID_OF_YOU = r"""
    eres; estás(?! (?:buscando|en busca)); estabas(?! buscando); te sientes; usted (?:es|está|debe); debes;
    necesitas; como (?:mujer|hombre|madre|padre|abuel[oa]|joven|niñ[oa]|\w+er[oa] que);
    (?:cerca|al lado|a la vuelta|no lejos|a un paso) de (?:ti|tu (?:\w+ )?(?:casa|ciudad|barrio|trabajo|calle|
    pueblo|oficina|hogar|piso|esquina)); (?:en|de) tu (?:ciudad|barrio|zona|región|calle|pueblo|país); (?:hombre|
    mujer|persona|alguien|madre|padre|lector|lectora|espectador|jugador|jugadora|gente) como (?:tú|usted);
    de tu edad; para (?:alguien|una persona|un hombre|una mujer|los|las|la gente|quien|quienes|
    un\w* \w+) (?:que )?(?:no )?(?:trabaj\w+|viv\w+|viaj\w+|duerm\w+|estudi\w+|conduc\w+|sufr\w+|gana\w*|
    tienen? (?:hij|perr|gat|niñ|poc)\w+|está (?:sol|casad)\w+|es (?:un|una|madre|padre))
"""
UNITS = r"""
    horas?; minutos?; segundos?; litros?; gramos?; kilos?; kilogramos?; libras?; toneladas?; metros?; centímetros?;
    kilómetros?; pulgadas?; grados?; vatios?; voltios?; días; semanas?; meses; años; décadas; páginas?; ejemplares;
    episodios?; temporadas?; volúmenes; tomos?; capítulos?; jugadores; piezas?; tazas?; copias
"""
SOME = r"""
    vari[oa]s; un[oa]s (?:poc[oa]s|cuantos)?; media; medio; un par de
"""
LEFT = r"""
    (?:restantes)
"""
ARTICLE = r"una?"
WITH_ARTICLE = r"horas?; litros?; kilos?; metros?"
