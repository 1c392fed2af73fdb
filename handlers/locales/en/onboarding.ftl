welcome =
    <b>Welcome!</b>
    I ask many people one small question each and give back one trustworthy answer. You answer with one tap, whenever you like.
consent-text =
    Before you begin, please agree: your answers are stored with a number instead of your name. Whoever asked gets them under that number, for example to check texts or to build and test data sets and models. You can leave at any time with /stop; then nothing new is asked or stored.
button-consent = I agree, let’s go
consent-thanks = Thank you! Here we go.
consent-outdated = That text has changed. Send /start to see the new one.
help =
    <b>What you can say to me</b>
    /next – show my task again, or the next one
    /pause – no tasks for now
    /resume – go on
    /pace – how much, how often, when, in which languages, about what
    /stop – unsubscribe
    /projects – my own projects
    /results – result files of my newest project
    /agreement – how well people agree
    /announce – tell your contributors something
    /help – this text

    To ask people something yourself, send me a CSV or JSONL file: one row for each task, a column for each thing to show.
    Optional columns: <b>id</b> (your own key), <b>gold</b> (the known answer), <b>contributors</b> (Telegram ids of the only people to ask, separated by spaces).
    Before you launch you may choose a language and a topic: then only people who read it and want it are asked.
help-admin = You are an admin: /grant makes a link that turns whoever opens it first into a requester. /status tells how the bot stands.
paused = Paused. I will not ask you anything until you send /resume.
still-paused = You have paused. Shall we go on?
left = You are unsubscribed, and nothing new is stored. Send /start if you ever want to come back. Thank you!
not-subscribed = You are not subscribed. Send /start to begin.
now-requester = You may now ask people yourself. Send me a CSV or JSONL file with your tasks; /help says how it should look.
link-dead = That link was used before or is too old. Ask for a new one.
button-resume = Go on
command-start = Begin
command-next = Show my task
command-pause = No tasks for now
command-resume = Go on
command-stop = Unsubscribe
command-projects = My projects
command-results = Results of my newest project
command-agreement = How well people agree
command-grant = Make a link for a new requester
command-help = What you can say
grant-link =
    Whoever opens this link first may ask people from then on. It works once, for seven days.
    { $link }
button-copy = Copy the link
consent-before = You have agreed already. Send /next for your task.
requester-before = You may ask people already, so the link is not used up: it stays good for somebody else.
