draft-kind = <b>How do people answer?</b> Tap one.
button-edit-kind = Another way to answer
refused-kind-unknown = I can’t read “{ $found }” as a way to answer. Please tap one of the buttons.
summary-value = { $value }: { $count ->
        [one] one task
       *[other] { $count } tasks
    } ({ NUMBER($percent, maximumFractionDigits: 1) } %)
refused-options-too-few = A question needs at least two options; I found { $found }. Type them separated by commas, or one on each line.
refused-options-too-many = A question can have { $most } options at most; I found { $found }.
refused-option-too-long = An option can have { $most } characters at most. This one is too long: { $option }…
refused-option-twice = You typed this option twice: { $option }
refused-options-alike = “{ $first }” and “{ $second }” look alike: they only differ in capital letters, spaces or characters nobody can see. Make them different, or leave one out.
refused-option-unseen = Nobody can see option number { $number }: it has no visible character. Type a word or a symbol for it, or leave it out.
