"""A question for a text on a phone: set up with taps, typed, refused, and changed by typing."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window


def test_texts_are_typed(phone: Window, pictures: Path) -> None:
    page, you, mira = phone.page, phone.chat(YOU), phone.chat(MIRA)
    phone.open("Mira")
    mira.subscribe()
    phone.back()
    phone.open("You")
    you.start()
    you.sees("Welcome!")
    you.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Example tasks").tap()
    you.sees("What do you want to ask")
    you.say("What is this about, in a few words?")
    you.sees("Which options can people choose from")
    you.button("Another way to answer").tap()
    you.sees("How do people answer?")
    you.button("A text that people type").tap()
    you.sees("What may people type?")
    you.button("1 to 3 words").tap()
    you.sees("When do two texts say the same?")
    you.button("Capital letters don’t count").tap()
    you.sees("Ready to launch")
    you.button("Launch").tap()
    you.sees("State: running")
    phone.back()
    phone.open("Mira")
    mira.sees("Type your answer, in up to 3 words.")
    mira.say("far too many words here")
    mira.sees("That’s 5 words. Please type 3 at most.")
    # Telegram tells times in whole seconds: what is typed sooner may have been written before the question came.
    page.wait_for_timeout(1_100)
    mira.say("slow <delivery>")
    mira.sees("Your last answer: slow <delivery>")
    phone.keep(pictures / "phone-text.png")
    mira.button("Change my last answer").tap()
    mira.button("Now: slow <delivery>").wait_for()
    page.wait_for_timeout(1_100)
    mira.say("late delivery")
    mira.sees("Your last answer: late delivery")
