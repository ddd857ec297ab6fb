"""Spanish words that say nothing which could be false."""

PLAIN = """
compatible adulto adultos reportaje
saga sagas el la lo los las un una unos unas de del al a y e o u ni pero sino aunque si no que qué quien quién quienes
cual cuál cuales cuyo cuya cuando cuándo donde dónde como cómo por porque para con sin sobre bajo ante tras entre
contra hacia hasta desde según durante mediante en junto cerca lejos dentro fuera alrededor además también tampoco más
menos muy mucho mucha muchos muchas poco poca pocos algo nada nadie alguien alguno alguna algunos algunas algún ningún
ninguno ninguna todo toda todos todas cada otro otra otros otras mismo misma mismos mismas tal tales tan tanto tanta
ambos ambas varios varias cualquier demás propio propia este esta estos estas esto ese esa esos esas eso aquel aquella
aquellos aquello tú tu tus te ti contigo él ella ello ellos ellas le les se sí su sus suyo suya usted ustedes vosotros
vuestro vuestra os ya aún todavía siempre nunca jamás ahora hoy luego después antes pronto entonces aquí ahí allí así
bien mejor casi quizá quizás vez sólo solo incluso igual igualmente es eres soy somos son era eran fue fueron sea sean
ser será serán sería sido siendo está están estar estaba estado he has ha hemos han había hay haber habrá habría tiene
tienes tienen tener tenía tendrá puede puedes pueden poder podría podrían podrás debe debería deberían quiere quieres
quieren querer quieras va vas van ir iba veces primera primer última último próxima próximo película películas film
cine libro libros novelas historia historias relato relatos cuento título títulos artículo artículos producto
productos obra obras serie lectura pieza escena escenas personaje personajes héroe heroína trama mundo mundos universo
marco escenario tema temas asunto tono ánimo espíritu estilo género manera forma modo línea vena registro ritmo
ambiente atmósfera aire gusto gustos ganas sentido nota toque mirada voz ojos corazón alma energía encanto fuerza hilo
paso camino lazo punto lado parte partes momento momentos noche noches tarde tardes día días hora semana fin pausa
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
inspirado inspirada interesarte gustarte abandono abismo abrazo acento acción acierto acto acuerdo adiós admiración
afán afición agilidad agrado ajuste alcance alegría aliento alternativa altura amabilidad ambición ambigüedad amplitud
anhelo ansia ansiedad antojo apariencia apego apoyo apuesta apuro arco ardor arma arraigo arranque arrebato arte
aspecto asombro atisbo atractivo audacia aura ausencia autenticidad avance aventurilla azar balance banda base belleza
bocado bondad borde brevedad brillo brío bruma búsquedas cabeza cadencia calidad calidez calma cambio cantidad caos
capa capacidad capas capítulo capricho cara caricia cariño carisma caso causa cautela celebración cercanía certeza
charla chispa ciclo cielo cierre cima circunstancia claridad clase clave claves clima código coherencia color colores
comentario comienzo compañía compás complejidad complicidad comprensión compromiso concepto conciencia conclusión
condición confianza conflicto confort conjunto conmoción conocimiento consecuencia consejo consuelo contacto contenido
contexto continuidad contorno contrapunto control convicción cordialidad corte cosquilleo costumbre creatividad crisis
cruce crudeza cuestión cuidado curso dato debate decisión delicadeza delirio deriva desafío desarrollo descanso
descubrimiento descubrimientos desenlace deseo deseos desgaste despedida despertar destino destreza detenimiento
determinación diálogo dicha dilema dimensión dinámica discreción discurso disfrute distancia diversidad diversión
división doble dominio don duda dudas dulzura dureza ejemplo ejercicio elegancia embrujo emoción emociones empatía
empeño empuje encaje encuentro encuentros enfoque enigma enredo ensayo enseñanza ensueño entorno entrada entrega
entretenimiento entusiasmo equilibrio escapada escala escalofrío escape esencia esfuerzo espacio esperanza esperas
esplendor espontaneidad esquina estallido estampa estela estética estímulo estrategia estremecimiento estudio etapa
evasión evocación exactitud examen excusa exigencia existencia experiencia explicación exploración expresión extrañeza
faceta facilidad factor familiaridad fascinación favor felicidad fervor figura filo fineza firmeza flujo foco formato
fórmula fragilidad frescura fuego fuente fuga función furia futuro gama gancho gasto generosidad genio gesto giro
giros goce golpe goteo gozo grado grandeza grano gratitud gravedad grito guiño guía habilidad hábito hallazgo
hallazgos hambre hechizo herencia hogar hondura honestidad honor horizonte huella huellas humanidad humildad ida ideas
identidad ilusión imagen imágenes imaginación impacto impaciencia importancia impresión impulso incertidumbre
inclinación incógnita indicio indicios influencia ingenio ingenuidad inicio inmersión inocencia inquietud inspiración
instante instantes instinto inteligencia intención intensidad intento intercambio interés interior intimidad intriga
intuición invención invitación ironía júbilo jugada labor largo latido lección legado lenguaje lentitud levedad
libertad ligereza límite límites lógica logro lucha lugares luz luces magnetismo malicia mano manos mapa marca marcha
margen material materiales matiz matices mayor mecánica medida medio meditación melancolía memoria menor mente mensaje
mérito meta método milagro mirador miradas misión misterio misterios mitad moda modales moral morbo motivo motivos
movimiento mueca mundillo naturalidad necesidad negocio nervio nervios nitidez nivel nobleza nostalgia novedad núcleo
objetivo objeto obsesión obstáculo ocasión oficio olor onda opción opciones oportunidad orden origen originalidad
oscuridad oído paciencia página páginas paisaje paisajes palabra palabras pálpito par parada paralelismo paréntesis
parecer paseo pasos pasión paz peculiaridad pegada peligro pena pensamiento pensamientos percepción pericia
perseverancia personalidad peso piezas pista pistas placidez plan planes planteamiento plenitud posibilidad postura
precaución precisión preferencia preguntas presencia presente presión prisa prisas proceso progreso promesa propósito
prudencia puente pulso puntada puntería pureza quietud rabia raíz raíces rapidez rareza rasgo rasgos rastro rato ratos
razones reacción realidad recado receta recelo recompensa reconocimiento recorrido recuerdo recuerdos recurso recursos
reencuentro reflejo reflexión refugio regalo regla relevo relieve remate remanso remedio rencor reposo reserva
resolución respeto respiración respiro respuesta respuestas resto resultado reto retos retorno revelación reverso
riesgo rigor rincones riqueza risas ritmos robustez rodeo roce ruido rumbo ruta rutina sabiduría sabor sabores salida
salto sangre secreto secretos seguimiento seguridad semblante sencillez sensación sensaciones sensibilidad sentimiento
sentimientos señal señas serenidad seriedad servicio silencio simpatía simplicidad sinceridad singularidad sinsabor
sistema sitio situación situaciones sobriedad solidez soledad solución soltura sombra sombras sonido sonrisa sonrisas
sorbo sorpresa sorpresas sosiego soporte suavidad sueño suerte sugestión suma superficie susto sustancia sutileza
tacto talento tarea techo temor temperamento templanza tempo tendencia tensión tentación término ternura terreno
textura tiempo tiempos tinte tirón tonalidad tontería toques torbellino trabajo tradición traición tramo trampa
tranquilidad transformación trance trasfondo trato travesía trazo trazos triunfo trozo turno uso utilidad vacío
valentía valía valor variación variante variedad vaivén velada ventaja verdad versión vértigo viaje vibración vicio
vida vidas viento vigor virtud vista vistas vistazo vitalidad viveza voluntad vuelo vuelta vueltas vulnerabilidad zona
cautivar fascinar intrigar sorprender conmover emocionar encantar divertir entretener distraer atrapar enganchar
arrastrar empujar guiar mover tocar rozar acariciar provocar suscitar inspirar sugerir insinuar apuntar señalar
respirar latir vibrar temblar resonar sonar flotar fluir deslizar correr caminar andar pasear vagar viajar navegar
saltar trepar subir bajar pensar reflexionar meditar comprender entender aprender saber conocer reconocer explicar
aclarar iluminar preguntar cuestionar indagar hurgar ahondar estudiar analizar investigar desvelar descifrar
desentrañar resolver enredar desenredar ocultar esconder exponer enseñar ilustrar abordar tratar mencionar subrayar
destacar saborear degustar apreciar aprovechar contemplar admirar escuchar oír sentir notar percibir habitar poblar
animar conservar guardar preservar prolongar alargar estirar ensanchar abrir cerrar empezar comenzar iniciar arrancar
terminar acabar concluir durar permanecer proseguir persistir reanudar devolver renovar variar alternar intercambiar
canjear abandonar soltar olvidar perder ganar merecer valer corresponder asemejar acercar alejar distinguir diferir
amar preferir desear soñar creer atrever arriesgar afrontar enfrentar asociar juntar ligar enlazar anudar fundir casar
perfeccionar equilibrar suavizar realzar sazonar bastar faltar sobrar aguantar resistir soportar sostener cautivador
fascinante intrigante sorprendente conmovedor emocionante encantador entretenido absorbente adictivo apasionante
vibrante envolvente inquietante perturbador opresivo asfixiante escalofriante tenso nervioso intenso denso veloz ágil
lento pausado apacible suave delicado fino sutil refinado elegante sobrio depurado rico generoso acogedor íntimo
misterioso enigmático extraño insólito raro peculiar disparatado alocado absurdo loco pícaro travieso irónico cáustico
mordaz incisivo picante ácido amargo grave serio profundo reflexivo contemplativo soñador melancólico nostálgico
poético lírico onírico claro luminoso colorido brillante fresco ligero dinámico enérgico animado vigoroso potente
fuerte sólido robusto fiable duradero estable flexible confortable placentero simpático amable gentil sincero honesto
auténtico creíble humano sensible pudoroso discreto modesto humilde complejo sinuoso retorcido astuto ingenioso listo
hábil diestro inteligente agudo atento paciente obstinado tenaz terco metódico minucioso riguroso preciso exacto
imprevisible inesperado inédito original singular particular personal atípico ordinario habitual siguiente anterior
antiguo actual pasado inmediato repentino gradual lejano estrecho amplio vasto grande gran pequeño corto breve alto
equivalente comparable inverso complementario nocturno hablador acaso allá antaño apenas aparte arriba abajo adelante
atrás bastante ciertamente conforme debajo delante deprisa detrás encima enfrente inclusive obviamente recién salvo
solamente sumamente temprano total vaya siquiera cualquiera quienquiera cuanto cuanta cuantos cuantas cuán cuáles
diversos numerosos distintos sendas sendos medido montado construido concebido pensado centrado volcado guiado marcado
teñido impregnado bañado nutrido cargado repleto sembrado salpicado espalda pies pie golpes telón tablero carrusel
cuerda floja guiños vuelco vuelcos malentendido malentendidos enredos embrollo lío líos lance lances peripecia
peripecias andanza andanzas correría correrías hazaña hazañas proeza contrapeso contrapartida oasis burbuja abrigo
cobijo implacable temible obsesivo tenue intimista introspectivo reconfortante relajante estimulante chispeante
sabroso delicioso jugoso logrado redondo trabado hilado llevado urbano urbana puro pura teñir calcular hilar huir
cazar rastrear acechar escapar engañar mentir jugar apostar luchar pelear combatir ceder romper quebrar reparar listas
listos echar fijar asomar cuadrar pegar quedarse adorable formidable notable inevitable palpable memorable
irresistible visible terrible accesible incansable innegable admirable apreciable entrañable inagotable considerable
razonable perdurable vulnerable apetecible imposible inestable invisible horrible culpable favorable inseparable
responsable roces reunión escocer cómodo comodidad juego juegos
"""

IDIOMS = """
hilo rojo; planeta rojo; luz verde; príncipe azul;
de nuevo; una nueva; al igual que; esta vez; cara a cara; en busca de; de principio a fin; en la línea de
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
biblioteca equipo atención curiosidad imaginación mochila rutas ruta caminatas salidas viaje viajes mesa taza tetera
cama habitación salón tiempo día días mañana mañanas tardes noches próximas próximos nueva nuevo primeras primera rato
ratos cabeza
"""

BEFORE_NOUN = """
el la los las lo un una unos unas de del al a este esta estos estas ese esa esos esas su sus tu tus mi mis vuestro
vuestra nuestro nuestra cada otro otra otros otras mismo misma mismos mismas nuevo nueva nuevos nuevas gran buen buena
primer primera último última dos tres cuatro cinco algún alguna ningún ninguna varios varias muchos muchas pocos pocas
más en con sin por para entre sobre bajo hacia contra como según desde hasta tras ante cierto cierta tanto tanta todo
toda
"""
