"""A question for a number on a phone: set up with taps, tapped on a pad, answered by the crowd."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window


def test_the_crowd_counts_dots(phone: Window, pictures: Path) -> None:
    page, you, mira = phone.page, phone.chat(YOU), phone.chat(MIRA)
    phone.open("Mira")
    mira.subscribe()
    phone.back()
    phone.open("You")
    you.start()
    you.sees("Welcome!")
    you.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Example numbers").tap()
    you.sees("What do you want to ask")
    you.say("How many dots are there?")
    for seen, chosen in (
        ("Which options can people choose from", "Another way to answer"),
        ("How do people answer?", "A number"),
        ("Which numbers are possible?", "0 or more"),
        ("What unit do the numbers have?", "No unit"),
        ("How close must an answer be", "± 10 %"),
        ("Ready to launch", "Launch"),
    ):
        you.sees(seen)
        you.button(chosen).tap()
    you.sees("State: running")
    phone.back()
    phone.open("Mira")
    mira.button("4").tap()
    mira.button("Done: 4").wait_for()
    mira.button("2").tap()
    mira.button("Done: 42").wait_for()
    phone.keep(pictures / "phone-number.png")
    mira.button("Done: 42").tap()
    mira.is_told("Saved, thank you!")
    mira.say("12.5")
    mira.sees("A whole number, please.")
    mira.say("/pause")
    mira.sees("Paused.")
    phone.back()
    phone.add_crowd()
    phone.open("You")
    you.sees("example-numbers is done.", wait_s=90)
    you.say("/results")
    you.sees("Half of the tasks are between")
