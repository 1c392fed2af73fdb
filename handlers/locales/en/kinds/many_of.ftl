kind-of-many_of = Several of your options
draft-boxes =
    <b>Which options can people tick?</b>
    Tap a suggestion, or type them on separate lines or with commas: 2 to 30 options.
draft-none_name =
    <b>What if none of them fits?</b>
    Tap one, or type what the button for it should say. If at least one option always fits, people have to tick one.
button-edit-boxes = Options: { $value }
button-edit-none_name = If none fits: { $value }
waiting-boxes = I’m waiting for the options that people can tick.
waiting-none_name = I’m waiting to hear what the button says if none of the options fits.
set-up-many-of = Answers: any of { $options }{ $has_none ->
        [0] , at least one
       *[other] , or “{ $none }”
    }
many-hint = Tick all that fit, then tap Done.
many-none = None of these
many-always = At least one always fits
many-more = …and { $options ->
        [one] one more option
       *[other] { $options } more options
    }
button-many-done = Done: { $count ->
        [one] one ticked
       *[other] { $count } ticked
    }
button-many-empty = Nothing ticked yet
refused-gold-unknown-many_of =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Several options in one cell have | or ; between them. Change the options so that they include them all, or correct the file and send it again.
refused-none-name-unclear = “{ $found }” can’t be the name for “none of these”: a name can’t contain | or ;.
refused-box-expected = Please tick at least one.
refused-box-unknown = { $most ->
        [0] “{ $found }” isn’t one of the options.
       *[other] “{ $found }” isn’t one of the options. You can type their names, or their numbers (1 to { $most }).
    }
refused-boxes-expected = Please tick all that fit, then tap Done. { $most ->
        [0] Or type them: “{ $first }, { $last }”.
       *[other] Or type them: “{ $first }, { $last }” or “1, { $most }”.
    }
