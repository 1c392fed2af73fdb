"""A question for the better of two on a phone: set up with taps, tapped and typed, answered by the crowd."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window

SLOGANS = (
    ("Bread that gets up early", "Baked by people you know"),
    ("Warm since six this morning", "Slow dough, happy town"),
    ("Your daily crust", "Flour, water, patience"),
)


def test_the_crowd_compares_pairs(phone: Window, pictures: Path) -> None:
    page, you, mira = phone.page, phone.chat(YOU), phone.chat(MIRA)
    phone.open("Mira")
    mira.subscribe()
    phone.back()
    phone.open("You")
    you.start()
    you.sees("Welcome!")
    table = "\n".join(["now,new", *(f'"{now}","{new}"' for now, new in SLOGANS), ""])
    with page.expect_file_chooser() as chooser:
        you.column.get_by_role("button", name="Attach").tap()
        page.get_by_role("menuitem", name="File").tap()
    chooser.value.set_files([{"name": "slogans.csv", "mimeType": "text/csv", "buffer": table.encode()}])
    you.sees("What do you want to ask")
    you.say("Which slogan is better for a bakery?")
    for seen, chosen in (
        ("Which options can people choose from", "Another way to answer"),
        ("How do people answer?", "Which of two is better"),
        ("Which two columns hold what people compare?", "now · new"),
        ("May people say that neither is better?", "Both are equally good · Both are bad"),
        ("Ready to launch", "Launch"),
    ):
        you.sees(seen)
        you.button(chosen).tap()
    you.sees("State: running")
    phone.back()
    phone.open("Mira")
    mira.sees("Bread that gets up early")
    phone.keep(pictures / "phone-pairs.png")
    mira.button("⬅️ Left").tap()
    mira.is_told("Saved, thank you!")
    mira.say("both")
    mira.sees("Please tap the side that’s better")
    mira.say("right")
    mira.sees("Your last answer: ")
    mira.say("/pause")
    mira.sees("Paused.")
    phone.back()
    phone.add_crowd()
    phone.open("You")
    you.sees("is done.", wait_s=90)
