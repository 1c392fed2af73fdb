"""A question for a level on a scale on a phone: set up with taps, tapped and typed, answered by the crowd."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window


def test_the_crowd_grades_on_a_scale(phone: Window, pictures: Path) -> None:
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
    you.say("How tidy are these dots?")
    for seen, chosen in (
        ("Which options can people choose from", "Another way to answer"),
        ("How do people answer?", "A level on a scale"),
        ("How many levels does the scale have?", "1–5"),
        ("What do the two ends mean?", "Not at all · Very much"),
        ("How close must an answer be", "At most 1 level off"),
        ("Ready to launch", "Launch"),
    ):
        you.sees(seen)
        you.button(chosen).tap()
    you.sees("State: running")
    phone.back()
    phone.open("Mira")
    mira.sees("1 = Not at all, 5 = Very much")
    phone.keep(pictures / "phone-scale.png")
    mira.button("4").tap()
    mira.is_told("Saved, thank you!")
    mira.say("9")
    mira.sees("Between 1 and 5, please")
    mira.say("/pause")
    mira.sees("Paused.")
    phone.back()
    phone.add_crowd()
    phone.open("You")
    you.sees("is done.", wait_s=90)
    you.say("/results")
    you.sees("Results of")
