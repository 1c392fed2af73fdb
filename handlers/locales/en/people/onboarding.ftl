bot-description =
    Many people answer short questions here, and together their answers become one result you can trust.

    To answer questions: tap Start, read the short note and agree. Each answer takes one tap, whenever you like.

    To ask people something: tap Start, then “Ask people something”.
bot-short-description = Answer short questions with one tap, or ask many people something and get one result you can trust.
welcome =
    <b>Welcome!</b>
    Here, many people answer short questions, and together their answers become one result you can trust.

    <b>To answer questions</b>, read the note below and tap the first button. Each answer takes one tap, whenever you like.
    <b>To ask people something</b>, tap the second button.
    <b>To see what is stored about you</b>, and why, send /privacy.
consent-text =
    Before you begin, please agree: your answers are stored with a number instead of your name. Whoever asked gets them under that number, for example to check texts or to build and test data sets and models. You can leave at any time with /stop; then nothing new is asked or stored.
button-consent = I agree, start answering
button-ask = Ask people something
consent-thanks = Thank you! Here we go.
consent-outdated = This text has changed since. Send /start to read the new one.
help-answering =
    <b>Answering questions</b>
    /next – your next question
    /pace – choose how much, when and about what I ask you
    /pause – take a break
    /stop – unsubscribe
help-not-subscribed =
    <b>Answering questions</b>
    /start – begin
help-asking =
    <b>Asking people</b>
    To start a project, send me a file with your tasks, or just paste lines.
    /projects – your projects, and links to invite people
    /results – results of your newest project
    /announce – write to your contributors
    /cancel – stop setting up or changing something
help-running =
    <b>Running this bot</b>
    /grant – make a link that lets somebody ask people
    /reports – what contributors reported
    /projects all – everybody’s projects: look at them, pause, resume or cancel them
    /ban, /unban – ban somebody, or end that
    /revoke – take away somebody’s right to ask people
    /audit – what was done, by whom and why
    /status – how the bot is doing
help-all = <b>All commands</b>
help-ask =
    <b>How to ask people something</b>
    1. Put your tasks into a spreadsheet: a heading row, then one task in each row. Contributors see every column.
    2. Send me the spreadsheet as a file (Excel, CSV, TSV or JSON). Or just paste lines here, one for each task.
    3. Type your question and the options to choose from, look at the preview, and launch.

    You then get a link to invite people, watch the answers come in, and download the results.

    These columns are optional and have a special meaning:
    <b>id</b> – your own name for the task
    <b>gold</b> – the right answer, if you know it
    <b>contributors</b> – Telegram ids of the only people to ask, separated by spaces
help-ask-not-yet =
    <b>How to ask people something</b>
    You can ask many people a short question about each row of a spreadsheet, and get one answer per row that you can trust.

    On this bot, you need access to ask. Write to whoever runs it and ask for an access link (admins make one with /grant). Open the link, then send your spreadsheet here.
help-consent = <b>You agreed to this on { $date }.</b>
help-consent-ended = You withdrew your agreement on { $date }.
help-consent-changed = The text has changed since then. Now it says:
help-consent-none = You haven’t agreed to anything yet. Before you answer questions, I’ll ask you to agree to this:
button-help = ‹ Help
button-all-commands = All commands
button-agreed-to = What I agreed to
button-prepare-file = How to prepare a file
paused = Paused. I won’t ask you anything until you send /resume.
still-paused = You’re taking a break. Ready to continue?
left = You’re unsubscribed, and I won’t store anything new. If you ever want to come back, send /start. Thank you!
not-subscribed = You’re not subscribed. Send /start to begin.
now-requester = You can now ask people things yourself. To begin, send me your tasks: an Excel, CSV or JSON file, or just paste lines.
link-dead = That link has already been used or has expired. Ask for a new one.
button-resume = Continue
command-start = Start
command-next = Show my next question
command-pause = Take a break
command-resume = Continue after a break
command-stop = Unsubscribe
command-projects = My projects
command-results = Results of my newest project
command-agreement = How well people agree
command-grant = Make a link that lets somebody ask people
command-help = Help
grant-link =
    Send this link to somebody who should be able to ask people. It works once and expires after seven days.
    { $link }
button-copy = Copy the link
consent-before = You’ve already agreed. Send /next for your next question.
requester-before = You can already ask people, so I haven’t used up the link. Somebody else can still open it.
