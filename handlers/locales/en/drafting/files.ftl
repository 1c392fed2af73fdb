reason-file-too-large = The file is larger than 20 MB. Split it into smaller files.
reason-empty-file = The file is empty.
reason-pdf = This is a PDF. Copy the table into Excel, LibreOffice or Google Sheets, and save it there as CSV or XLSX.
reason-picture = This is a picture. I can read a table as CSV, Excel (XLSX, XLS) or JSON.
reason-archive = This is an archive, such as a ZIP. Unpack it and use the table inside.
reason-text-document = This is a text document. Copy its table into Excel, LibreOffice or Google Sheets, and save it there as CSV or XLSX.
reason-numbers = This is an Apple Numbers file. In Numbers choose File, Export To, then CSV or Excel, and use that file.
reason-google-link = This is only a link to a Google Sheet. Open it in Google Sheets and choose File, Download, then CSV or XLSX.
reason-web-page = This is a web page or XML, whatever its name says. Open it in Excel or LibreOffice and save it as XLSX or CSV.
reason-password = This workbook needs a password. Save a copy without one; in Excel: File, Info, Protect Workbook, Encrypt with Password, then empty the field.
reason-broken-workbook = This workbook is damaged or incomplete. Open it in Excel, LibreOffice or Google Sheets and save it again, or download it once more.
reason-workbook-too-large = This workbook is too large, or a cell is filled very far from the table (Ctrl+End jumps to it). Save the sheet as CSV.
reason-no-sheet = The workbook has no sheet with that name. Its sheets: { $found }.
reason-binary = This isn’t a table: it’s neither text nor a workbook. I can read CSV, Excel (XLSX, XLS) and JSON.
reason-cut-off = The file ends in the middle of a character, so its end is missing. Save or download it again.
reason-unknown-encoding = I can’t make out the letters of this file from here on. Save it as UTF-8: in Excel as “CSV UTF-8”, in LibreOffice with the character set “Unicode (UTF-8)”. Google Sheets always does.
reason-nul-byte = There’s an invisible NUL character here, which no text should have: the file is damaged. Export it again, or save it in Excel as “CSV UTF-8”.
reason-no-rows = There are no rows below the heading.
reason-too-many-rows = There are more than { $found } rows. Split the file into smaller ones.
reason-too-many-named = The column “contributors” names people more than { $found } times (a person counts once for each of their tasks). Split the file, or leave that cell empty in tasks that are for everybody.
reason-too-many-columns = There are { $found } columns, and I can take { $wanted }. Delete those that nobody needs to see.
reason-empty-column-name = This column has no name, but it isn’t empty (row { $found } is the first with something in it). Write a name above it, or delete the column.
reason-column-name-too-long = The name of this column is too long: “{ $found }”. Is the first line a heading?
reason-duplicate-column = Two columns have this name. Rename or delete one of them.
reason-no-content-column = There’s no column to show besides id, gold and contributors. Add one, for example “text”.
reason-open-quote = A quotation mark opens a cell here and is never closed: { $found }. Double each quotation mark that belongs to the text (""), or save the table as XLSX.
reason-broken-quotes = A quotation mark closes this cell too early: { $found }. Double each quotation mark that belongs to the text (""), or save the table as XLSX.
reason-too-many-cells = There are more cells than columns: { $found } instead of { $wanted }. Text that contains the separator needs quotation marks around it; Excel, LibreOffice and Google Sheets add them when they save as CSV.
reason-too-few-cells = There are fewer cells than columns: { $found } instead of { $wanted }. Every row needs as many separators as the heading, even where a cell is empty.
reason-bad-json = This isn’t JSON: { $found }. Text needs double quotation marks, and each object must be complete.
reason-not-an-object = This isn’t a JSON object: { $found }. Each row must be an object, with its names and values in braces.
reason-nested-value = This value is { $found }: it must be text, a number or empty, not a list or an object.
reason-bad-character = There’s a character here that can’t be shown: “{ $found }”. Type it again, and save the file as UTF-8 (in Excel: “CSV UTF-8”).
reason-empty-content = There’s nothing to show in this row. Fill it in, or delete the row.
reason-text-too-long = This text has { $found } characters, and the limit is { $wanted }. Shorten it.
reason-empty-id = The id is empty. Fill it in, or delete the column id.
reason-id-too-long = This id is too long: { $found }
reason-duplicate-id = Another row has this id: { $found }. Each must be different.
reason-lost-digits = The spreadsheet has rounded this number, and its last digits are lost: { $found }. Format the column as text, then enter the numbers again.
reason-bad-contributor = This isn’t a Telegram id: “{ $found }”. Ids are whole numbers, separated by spaces.
reason-gold-too-long = A known answer is longer than any answer can be: “{ $found }”
file-row = row { $rows }
file-rows = rows { $rows }
file-rows-more = rows { $rows } and { NUMBER($more) } more
file-column = column { $letter }
note-encoding = The file isn’t in UTF-8; I read it as { $encoding }.{ $encoding ->
        [UTF-16] {""}
        [UTF-32] {""}
       *[other] {" "}Please check that letters with accents look right.
    }
note-sheet = I read the sheet “{ $sheet }”. Not read: { $others }.
note-columns-left-out = Columns left out, because nothing in them can be shown: { $columns }.
note-no-heading = The first line was read as a row, not as a heading.
note-blank-rows = { $rows ->
        [one] One empty row was left out.
       *[other] { $rows } empty rows were left out.
    }
note-rows-skipped = { $rows ->
        [one] One row with an error was left out.
       *[other] { $rows } rows with errors were left out.
    }
note-missing-left-out = { $cells ->
        [one] One missing value was left out.
       *[other] { $cells } missing values were left out.
    }
note-spellings = “{ $second }” and “{ $first }” look alike, so both count as “{ $first }”.
