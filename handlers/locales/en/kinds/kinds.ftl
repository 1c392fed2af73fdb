draft-kind = <b>How do people answer?</b> Tap one.
button-edit-kind = Another way to answer
refused-kind-unknown = I can’t read “{ $found }” as a way to answer. Please tap one of the buttons.
summary-value = { $value }: { $count ->
        [one] one task
       *[other] { $count } tasks
    } ({ NUMBER($percent, maximumFractionDigits: 1) } %)
