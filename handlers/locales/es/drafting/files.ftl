reason-file-too-large = El archivo pasa de 20 MB. Divídelo en archivos más pequeños.
reason-empty-file = El archivo está vacío.
reason-pdf = Esto es un PDF. Copia la tabla en Excel, LibreOffice o Google Sheets y guárdala allí como CSV o XLSX.
reason-picture = Esto es una imagen. Puedo leer una tabla en CSV, Excel (XLSX, XLS) o JSON.
reason-archive = Esto es un archivo comprimido, como un ZIP. Descomprímelo y usa la tabla que contiene.
reason-text-document = Esto es un documento de texto. Copia su tabla en Excel, LibreOffice o Google Sheets y guárdala allí como CSV o XLSX.
reason-numbers = Esto es un archivo de Apple Numbers. En Numbers elige Archivo, Exportar a, CSV o Excel, y usa ese archivo.
reason-google-link = Esto es solo un enlace a una hoja de Google. Ábrela en Google Sheets y elige Archivo, Descargar, CSV o XLSX.
reason-web-page = Esto es una página web o XML, diga lo que diga su nombre. Ábrela en Excel o LibreOffice y guárdala como XLSX o CSV.
reason-password = Este libro pide una contraseña. Guarda una copia sin ella; en Excel: Archivo, Información, Proteger libro, Cifrar con contraseña, y vacía el campo.
reason-broken-workbook = Este libro está dañado o incompleto. Ábrelo en Excel, LibreOffice o Google Sheets y guárdalo otra vez, o vuelve a descargarlo.
reason-workbook-too-large = Este libro es demasiado grande, o hay una celda rellena muy lejos de la tabla (Ctrl+Fin te lleva a ella). Guarda la hoja como CSV.
reason-no-sheet = El libro no tiene ninguna hoja con ese nombre. Sus hojas: { $found }.
reason-binary = Esto no es una tabla: no es texto ni un libro de cálculo. Puedo leer CSV, Excel (XLSX, XLS) y JSON.
reason-cut-off = El archivo termina en mitad de un carácter, así que le falta el final. Guárdalo o descárgalo otra vez.
reason-unknown-encoding = No consigo descifrar las letras de este archivo a partir de aquí. Guárdalo en UTF-8: en Excel como «CSV UTF-8», en LibreOffice con el juego de caracteres «Unicode (UTF-8)». Google Sheets lo hace siempre.
reason-nul-byte = Aquí hay un carácter NUL invisible, que ningún texto debería tener: el archivo está dañado. Expórtalo otra vez o guárdalo en Excel como «CSV UTF-8».
reason-no-rows = No hay filas debajo del encabezado.
reason-too-many-rows = Hay más de { $found } filas. Divide el archivo en otros más pequeños.
reason-too-many-named = La columna «contributors» nombra personas más de { $found } veces (cada persona cuenta una vez por cada una de sus tareas). Divide el archivo o deja vacía esa celda en las tareas que son para todos.
reason-too-many-columns = Hay { $found } columnas y puedo admitir { $wanted }. Borra las que nadie necesita ver.
reason-empty-column-name = Esta columna no tiene nombre, pero no está vacía (la fila { $found } es la primera que contiene algo). Escribe un nombre encima o borra la columna.
reason-column-name-too-long = El nombre de esta columna es demasiado largo: «{ $found }». ¿La primera línea es un encabezado?
reason-duplicate-column = Dos columnas tienen este nombre. Cambia el nombre de una o bórrala.
reason-no-content-column = No hay ninguna columna que mostrar aparte de id, gold y contributors. Añade una, por ejemplo «text».
reason-open-quote = Unas comillas abren una celda aquí y no se cierran: { $found }. Duplica las comillas que formen parte del texto ("") o guarda la tabla como XLSX.
reason-broken-quotes = Unas comillas cierran esta celda antes de tiempo: { $found }. Duplica las comillas que formen parte del texto ("") o guarda la tabla como XLSX.
reason-too-many-cells = Hay más celdas que columnas: { $found } en lugar de { $wanted }. Un texto que contiene el separador debe ir entre comillas; Excel, LibreOffice y Google Sheets las añaden al guardar como CSV.
reason-too-few-cells = Hay menos celdas que columnas: { $found } en lugar de { $wanted }. Cada fila necesita tantos separadores como el encabezado, aunque una celda esté vacía.
reason-bad-json = Esto no es JSON: { $found }. El texto va entre comillas dobles y cada objeto debe estar completo.
reason-not-an-object = Esto no es un objeto JSON: { $found }. Cada fila debe ser un objeto, con sus nombres y valores entre llaves.
reason-nested-value = Este valor es { $found }: debe ser texto, un número o estar vacío, no una lista ni un objeto.
reason-bad-character = Aquí hay un carácter que no se puede mostrar: «{ $found }». Escríbelo otra vez y guarda el archivo en UTF-8 (en Excel: «CSV UTF-8»).
reason-empty-content = No hay nada que mostrar en esta fila. Complétala o bórrala.
reason-text-too-long = Este texto tiene { $found } caracteres y caben { $wanted }. Acórtalo.
reason-empty-id = El id está vacío. Complétalo o borra la columna id.
reason-id-too-long = Este id es demasiado largo: { $found }
reason-duplicate-id = Otra fila tiene este mismo id: { $found }. Cada uno debe ser distinto.
reason-lost-digits = La hoja de cálculo ha redondeado este número y se han perdido sus últimas cifras: { $found }. Da formato de texto a la columna y vuelve a escribir los números.
reason-bad-contributor = Esto no es un id de Telegram: «{ $found }». Los ids son números enteros separados por espacios.
reason-gold-too-long = Una respuesta conocida es más larga de lo que puede ser una respuesta: «{ $found }»
file-row = fila { $rows }
file-rows = filas { $rows }
file-rows-more = filas { $rows } y { NUMBER($more) } más
file-column = columna { $letter }
note-encoding = El archivo no está en UTF-8; lo he leído como { $encoding }.{ $encoding ->
        [UTF-16] {""}
        [UTF-32] {""}
       *[other] {" "}Comprueba que las letras con acento se ven bien.
    }
note-sheet = He leído la hoja «{ $sheet }». Sin leer: { $others }.
note-columns-left-out = Columnas omitidas, porque nada en ellas se puede mostrar: { $columns }.
note-no-heading = La primera línea se ha leído como una fila, no como encabezado.
note-blank-rows = { $rows ->
        [one] Se ha omitido una fila vacía.
       *[other] Se han omitido { $rows } filas vacías.
    }
note-rows-skipped = { $rows ->
        [one] Se ha omitido una fila con un error.
       *[other] Se han omitido { $rows } filas con errores.
    }
note-missing-left-out = { $cells ->
        [one] Se ha omitido un valor ausente.
       *[other] Se han omitido { $cells } valores ausentes.
    }
note-spellings = «{ $second }» y «{ $first }» parecen iguales, así que ambas cuentan como «{ $first }».
