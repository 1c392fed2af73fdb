draft-kind = <b>How do people answer?</b> Tap one.
button-edit-kind = Another way to answer
kind-of-one_of = One of several options
set-up-one-of = Options: { $options }
refused-kind-unknown = I can’t read “{ $found }” as a way to answer. Please tap one of the buttons.
