kind-of-scale = A level on a scale
draft-levels =
    <b>How many levels does the scale have?</b>
    Tap one, or type the highest level, from 3 to 11. The lowest is 1.
draft-end_names =
    <b>What do the two ends mean?</b>
    Tap one, or type both names in two lines, the one for level 1 first. People see them under each task.
draft-closeness =
    <b>How close must an answer be to count as right?</b>
    Where the truth is a matter of judgement, one level more or less is often just as good, and costs fewer answers.
button-edit-levels = Levels: { $value }
button-edit-end_names = Ends: { $value }
button-edit-closeness = Counts as right: { $value }
waiting-levels = I’m waiting to hear how many levels the scale has, for example 5.
waiting-end_names = I’m waiting for the names of the two ends.
waiting-closeness = I’m waiting to hear how close an answer must be to count as right.
set-up-scale = Answers: a level from 1 to { $most }{ $has_names ->
        [0] {""}
       *[other] {" "}(1 = { $low }, { $most } = { $high })
    }. { $slack ->
        [0] Right if exactly the same
       *[other] Right if at most { $slack } level off
    }
scale-no-names = None
scale-ends-quality = Very bad · Very good
scale-ends-frequency = Never · Always
scale-ends-degree = Not at all · Very much
scale-exact = Exactly the same
scale-near = At most 1 level off
refused-gold-unknown-scale =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Change the question so that they’re possible, or correct the file and send it again.
refused-levels-unclear = I can’t read “{ $found }” as a number of levels. Please type the highest one, such as 5.
refused-levels-out-of-range = A scale can go from 1 to { $most } at most, and has at least { $least } levels. Yours would go to { $found }.
refused-ends-unclear = I can’t read “{ $found }” as names for the two ends. Please type two names in two lines, the one for level 1 first, such as “Bad” and “Good”. Names can’t begin with a digit.
refused-ends-alike = Both ends would be called “{ $found }”. Please give them different names.
refused-end-too-long = “{ $found }” is too long for a name. It can have { $most } characters at most.
refused-closeness-unclear = I can’t read “{ $found }” as how close an answer must be. Please tap one of the buttons, or type 0 or 1.
refused-level-expected = Between 1 and { $most }, please{ $has_names ->
        [0] .
       *[other] : 1 is “{ $low }”, { $most } is “{ $high }”.
    }
