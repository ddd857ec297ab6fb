"""Spanish words that say nothing which could be false."""

PLAIN = """
el la lo los las un una unos unas de del al a y e o u ni pero sino aunque si no que qué quien quién quienes cual cuál
cuales cuyo cuya cuando cuándo donde dónde como cómo por porque para con sin sobre bajo ante tras entre contra hacia
hasta desde según durante mediante en junto cerca lejos dentro fuera alrededor además también tampoco más menos muy
mucho mucha muchos muchas poco poca pocos algo nada nadie alguien alguno alguna algunos algunas algún ningún ninguno
ninguna todo toda todos todas cada otro otra otros otras mismo misma mismos mismas tal tales tan tanto tanta ambos
ambas varios varias cualquier demás propio propia este esta estos estas esto ese esa esos esas eso aquel aquella
aquellos aquello tú tu tus te ti contigo él ella ello ellos ellas le les se sí su sus suyo suya usted ustedes vosotros
vuestro vuestra os ya aún todavía siempre nunca jamás ahora hoy luego después antes pronto entonces aquí ahí allí así
bien mejor casi quizá quizás vez sólo solo incluso igual igualmente es eres soy somos son era eran fue fueron sea sean
ser será serán sería sido siendo está están estar estaba estado he has ha hemos han había hay haber habrá habría tiene
tienes tienen tener tenía tendrá puede puedes pueden poder podría podrían podrás debe debería deberían quiere quieres
quieren querer quieras va vas van ir iba veces primera primer última último próxima próximo película películas film
cine libro libros novela novelas historia historias relato relatos cuento título títulos artículo artículos producto
productos obra obras serie lectura pieza escena escenas personaje personajes héroe heroína trama mundo mundos universo
marco escenario tema temas asunto tono ánimo espíritu estilo género manera forma modo línea vena registro ritmo
ambiente atmósfera aire gusto gustos ganas sentido nota toque mirada voz ojos corazón alma energía encanto fuerza hilo
paso camino vía lazo punto lado parte partes momento momentos noche noches tarde tardes día días hora semana fin pausa
sofá estante lista colección elección idea selección sugerencia propuesta compañera compañero complemento pareja
vecino mezcla combinación contraste búsqueda razón pregunta cosa cosas lugar principio final centro aficionado
aficionados fan fans lector lectores espectador espectadores amante amantes placer gusta gustan gustar gustado gustó
gustaron gustaría gustará encantado visto ver viendo viste ves mirado mirar miraste leído leer leíste comprado
compraste elegido elegir elegiste valorado valoraste puntuado reseñado disfrutado disfrutaste disfrutar pedido pediste
pedir buscado buscas buscabas buscar buscaste encaja encajan encajar combina combinan combinar comparte comparten
compartir acompaña acompañan acompañar acompañará acompañarán completa completan completar recuerda recuerdan recordar
sigue siguen seguir continúa continúan continuar mezclan mezclar une unen unir reúne reúnen reunir ofrece ofrecen
ofrecer da dan dar trae traen traer lleva llevan llevar mantiene mantienen mantener toma toman tomar pone ponen poner
queda quedan quedar pasa pasan pasar retoma retomar vuelve vuelven volver regresa regresar prolonga explora exploran
explorar descubre descubrir descubrirás encuentra encuentras encontrar encontrarás cuenta cuentan contar juega juegan
muestra muestran mostrar gira cambia cambiar proponemos proponer propone conviene convenir añade añadir evoca evocar
prueba probar pruebes dejar deja sale entra entrar espera esperan esperar invita invitan invitar viene vienen venir
vive viven vivir hace hacen hacer hecho sirve sirven servir acerca acercan adentra sumerge buen bueno buena buenos
buenas bonito bonita agradable cercano cercana cercanos cercanas parecido parecida parecidos parecidas semejante
semejantes similar similares común comunes paralelo natural fácil distinto distinta diferente diferentes lleno llena
entero entera verdadero justo justa ideal interesante familiar posible directamente fácilmente naturalmente
especialmente habla hablan hablar vieron vio leyeron leyó compraron persona personas gente grupo equipo eco dosis
pizca detalle detalles elemento elementos ingrediente ingredientes perspectiva papel atrae atraer interesa interesar
conduce conducir promete prometer describe describir retrata retratar narra narrar relata transporta transportar
traslada trasladar sitúa sumergirte adéntrate enfrenta enriquece enriquecer profundiza amplía extiende conecta
conectan conectar enlaza entrelaza reencontrar reencuentra cruza cruzar cruzan atraviesa nace nacer perfecto perfecta
perfectamente idealmente exactamente precisamente simplemente mientras embargo obstante pese través gracias apartado
protagonista protagonizada ayuda ayudan ayudar llenan llenar apoya cae caen sube baja desliza dibuja dibujar pinta
pintar retrato presenta presentan presentar revela revelar observa observar considera imagina imaginar introduce
introducir intercambia sustituye teje tejer práctico práctica útil cotidiano sencillo sencilla tranquilo tranquila
sereno relajado central principal único única separado correspondiente opuesto contrario diferencia diferencias
semejanza similitud paralelos afinidad relación relaciones parentesco vínculo vínculos conexión narrador narradora
narración premisa fondo plano rincón mesa sala puerta ventana longitud profundidad tamaño formas estructura patrón
cualidad cualidades carácter naturaleza actitud visión ángulo dirección accesorio socio cómplice engancha enganchará
seducirá seducir asimismo dondequiera despacio rápido suavemente finalmente podrá sabrá merece curioso curiosa
curiosidad apetito atención velocidad dos tres cuatro cinco seis siete ocho nueve diez doce cien mil basado basada
inspirado inspirada interesarte gustarte
"""

IDIOMS = """
de nuevo; una nueva; al igual que; esta vez; cara a cara; en busca de; de principio a fin
"""

KINDS = {
    "popular": "gusta mucha gente popular muchos personas aquí otros clientes lectores",
    "trending": "popular mucha gente muchos personas descubriendo momento tendencia",
    "new": "nuevo nueva novedad",
    "explore": "nuevo nueva distinto sorpresa diferente inesperado",
    "editorial": "redacción elegido seleccionado equipo selección",
    "promoted": "promocionado patrocinado anuncio publicidad contenido socio",
    "because_asked": "pedido pides pediste pedías buscas buscabas búsqueda buscado querías deseas pregunta solicitud",
}
YOURS = """
gusto gustos ganas ánimo lista colección estante búsqueda pregunta petición elección tarde noche fin historial cesta
compra nota valoración reseña cocina casa jardín escritorio lectura próxima próximo última último interés intereses
biblioteca equipo atención
"""
