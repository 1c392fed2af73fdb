kind-of-one_of = One of several options
draft-options =
    <b>Which options can people choose from?</b>
    Tap a set, or type your own (2 to 50), separated by commas or one on each line.
button-edit-options = Options: { $value }
waiting-options = I’m waiting for the options that people choose from.
set-up-one-of = Options: { $options }
option-yes = Yes
option-no = No
option-positive = Positive
option-neutral = Neutral
option-negative = Negative
refused-option-expected = Please tap one of the buttons under the question. { $most ->
    [0] You can also type the answer, for example “{ $option }”.
   *[other] You can also type the answer, for example “{ $option }”, or its number (1 to { $most }).
}
summary-rest = …and { $options ->
        [one] one more option
       *[other] { $options } more options
    } with { $count ->
        [one] one task
       *[other] { $count } tasks
    }
refused-gold-unknown-one_of =
    <b>Some known answers in your file aren’t among these options</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Type options that include them all, or correct the file and send it again.
refused-options-too-few = A question needs at least two options; I found { $found }. Type them separated by commas, or one on each line.
refused-options-too-many = A question can have { $most } options at most; I found { $found }.
refused-option-too-long = An option can have { $most } characters at most. This one is too long: { $option }…
refused-option-twice = You typed this option twice: { $option }
refused-options-alike = “{ $first }” and “{ $second }” look alike: they only differ in capital letters, spaces or characters nobody can see. Make them different, or leave one out.
refused-option-unseen = Nobody can see option number { $number }: it has no visible character. Type a word or a symbol for it, or leave it out.
refused-option-unknown = “{ $found }” isn’t one of this project’s options. Please tap one of the buttons.
