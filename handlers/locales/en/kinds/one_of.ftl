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
refused-option-unknown = “{ $found }” isn’t one of this project’s options. Please tap one of the buttons.
