kind-of-number = A number
draft-range =
    <b>Which numbers are possible?</b>
    Tap one, or type a range such as “0 to 120”, “0 or more” or “up to 50 kg”. If people may answer with decimals, type the range with decimals: “0.0 to 5.0”.
draft-unit =
    <b>What unit do the numbers have?</b>
    Tap one, or type a unit of up to 16 characters, such as “km” or “cars”. People see it beside the number.
draft-tolerance =
    <b>How close must an answer be to count as right?</b>
    Tap one, or type how far off it may be: “± 5”, or “10 %” of the true number.
button-edit-range = Range: { $value }
button-edit-unit = Unit: { $value }
button-edit-tolerance = Counts as right: { $value }
waiting-range = I’m waiting to hear which numbers are possible, for example 0 to 120.
waiting-unit = I’m waiting for the unit of the numbers, for example kg.
waiting-tolerance = I’m waiting to hear how close an answer must be to count as right, for example ± 5.
set-up-number = Answers: { $decimals ->
        [0] whole numbers
        [one] numbers with one decimal
       *[other] numbers with { $decimals } decimals
    }{ $which ->
        [both] {" "}from { $low } to { $high }
        [low] {" "}from { $low } up
        [high] {" "}up to { $high }
       *[none] {""}
    }{ $has_unit ->
        [0] {""}
       *[other] , in { $unit }
    }. { $exact ->
        [0] Right if within { $tolerance }
       *[other] Right if exactly the same
    }
number-any = any number
number-no-unit = none
number-exact = exactly the same
number-from-zero = 0 or more
number-choose-any = Any number
number-choose-no-unit = No unit
number-choose-exact = Exactly the same
number-hint-tap = Tap a number, or type it.
number-hint-type = { $decimals ->
        [0] Tap or type a whole number
       *[other] Tap or type a number
    }{ $which ->
        [both] {" "}from { $low } to { $high }
        [low] , { $low } or more
        [high] , { $high } or less
       *[none] {""}
    }{ $has_unit ->
        [0] {""}
       *[other] , in { $unit }
    }.
number-sure = You wrote { $value }. Are you sure?
button-number-sure = Yes, { $value }
button-number-unsure = No, change it
button-number-done = Done: { $value }
button-number-empty = No number yet
button-number-now = Now: { $value }
refused-gold-unknown-number =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Change the question so that they’re possible, or correct the file and send it again.
refused-number-expected = Please type a number{ $has_unit ->
        [0] , such as { $example }
       *[other] {" "}in { $unit }, such as { $example }
    }.
refused-number-out-of-range = { $which ->
        [both] Between { $low } and { $high }, please.
        [low] { $low } or more, please.
       *[high] { $high } or less, please.
    }
refused-number-too-fine = { $decimals ->
        [0] A whole number, please.
        [one] With one decimal at most, please.
       *[other] With { $decimals } decimals at most, please.
    }
refused-range-unclear = I can’t read “{ $found }” as a range of numbers. Examples: 0 to 120, 0.0 to 5.0, 0 or more, up to 50, any number.
refused-range-empty = In “{ $found }”, the second number has to be higher than the first.
refused-too-many-decimals = Numbers can have { $most } decimals at most.
refused-unit-too-long = A unit can have { $most } characters at most; this one has { $found }.
refused-unit-unclear = “{ $found }” can’t be a unit, because nobody could tell it from the number before it. Please type a word or a sign, such as kg.
refused-tolerance-unclear = I can’t read “{ $found }” as how far off an answer may be. Examples: exactly the same, 5, ± 0.5, 10 %.
refused-tolerance-too-wide = With { $tolerance }, nearly every answer would be right. Please choose less, or a wider range.
number-spread = Lowest { $low }, middle { $middle }, highest { $high }. Half of the tasks are between { $lower } and { $upper }.
number-spread-one = All are { $value }.
