"""A question for a place on a phone: set up with taps, sent and typed, answered by the crowd."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window


def test_the_crowd_sends_places(phone: Window, pictures: Path) -> None:
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
    you.say("Where in Berlin would you look at these dots?")
    for seen, chosen in (
        ("Which options can people choose from", "Another way to answer"),
        ("How do people answer?", "A place"),
        ("How close must two places be", "100 m"),
    ):
        you.sees(seen)
        you.button(chosen).tap()
    you.sees("Where can places be?")
    you.say("within 5 km of 52.52, 13.405")
    you.sees("Ready to launch")
    you.button("Launch").tap()
    you.sees("State: running")
    phone.back()
    phone.open("Mira")
    mira.sees("📍 Send the place")
    phone.keep(pictures / "phone-place.png")
    # Times are told in whole seconds: what is sent sooner may seem to have been sent before the question came.
    page.wait_for_timeout(1100)
    mira.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Location").tap()
    mira.sees("Your last answer: 52.51630, 13.37770")
    page.wait_for_timeout(1100)
    mira.line.fill("52.5208, 13.4094")
    mira.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Location").tap()
    mira.sees("Your last answer: 52.52080, 13.40940")
    page.wait_for_timeout(1100)
    mira.say("https://maps.app.goo.gl/abc")
    mira.sees("I don’t open links")
    mira.say("/pause")
    mira.sees("Paused.")
    phone.back()
    phone.add_crowd()
    phone.open("You")
    you.sees("is done.", wait_s=90)
    you.say("/results")
    you.sees("Results of")
