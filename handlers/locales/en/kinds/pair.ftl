kind-of-pair = Which of two is better
draft-pair_columns =
    <b>Which two columns hold what people compare?</b>
    Tap a suggestion, or type the names of both columns in two lines. Each person sees them as left and right in random order.
draft-pair_ties =
    <b>May people say that neither is better?</b>
    Tap one, or type what the button for a tie should say, and in a second line the one for “both are bad”.
button-edit-pair_columns = Compare: { $value }
button-edit-pair_ties = If neither is better: { $value }
waiting-pair_columns = I’m waiting to hear which two columns hold what people compare.
waiting-pair_ties = I’m waiting to hear whether people may say that neither is better.
set-up-pair = Answers: which is better, { $first } or { $second }{ $has_tie ->
        [0] {""}
       *[other] , or “{ $tie }”
    }{ $has_bad ->
        [0] {""}
       *[other] , or “{ $bad }”
    }
pair-left = ⬅️ Left
pair-right = Right ➡️
pair-no-ties = No, one of them
pair-tie = Both are equally good
pair-bad = Both are bad
refused-gold-unknown-pair =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Write the text of the better item, or first or second, and send the file again. A tie is only possible if people may say so.
refused-columns-missing = Your file shows people only { $found ->
        [one] one column
       *[other] { $found } columns
    }, but this takes at least { $fewest }. Please send a file with each item in a column of its own, or choose another way to answer.
refused-column-unknown = “{ $found }” isn’t a column that people see. Your file has: { $columns }.
refused-columns-number = Please name { $most ->
        [2] two columns
       *[other] { $fewest } to { $most } columns
    }, each on a line of its own. You named { $found }.
refused-column-twice = You named “{ $found }” twice. Please name different columns.
refused-ties-unclear = I can’t read “{ $found }”. Please tap one of the buttons, or type at most two lines: what people tap for a tie, and for “both are bad”.
refused-ties-mean-item = “{ $found }” would mean one of the two items. Please choose other words.
refused-side-expected = Please tap the side that’s better, or type “left” or “right”{ $others ->
        [0] .
        [1] , or “{ $third }”.
       *[other] , “{ $third }” or “{ $fourth }”.
    }
