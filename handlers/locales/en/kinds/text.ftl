kind-of-text = A text that people type
draft-text_check =
    <b>What may people type?</b>
    Tap one, or type how long a text may be (“1 to 3 words”, “up to 200 characters”), or a pattern: in “pattern AA-9999”, A is any letter, 9 any digit, X either, and * anything.
draft-text_match =
    <b>When do two texts say the same?</b>
    Spaces never count. “Word by word” puts one text together from the words that most people typed, which suits transcripts. The others take each text as a whole.
button-edit-text_check = People type: { $value }
button-edit-text_match = Same if: { $value }
waiting-text_check = I’m waiting to hear what people may type, for example any text, a date or 1 to 3 words.
waiting-text_match = I’m waiting to hear when two texts say the same.
set-up-text = Answers: { $check }. Compared: { $match }
set-up-text-form = Answers: { $check }
text-check = { $check ->
        [any] any text
        [words] { $which ->
            [same] { $most ->
                [one] one word
               *[other] { $most } words
            }
            [up] up to { $most } words
           *[other] { $least } to { $most } words
        }
        [characters] { $which ->
            [same] { $most ->
                [one] one character
               *[other] { $most } characters
            }
            [up] up to { $most } characters
           *[other] { $least } to { $most } characters
        }
        [pattern] the pattern { $pattern }
        [code] a code
        [email] an e-mail address
        [link] a link
        [phone] a phone number
       *[date] a date
    }
text-hint = { $check ->
        [any] Type your answer.
        [words] { $which ->
            [same] { $most ->
                [one] Type one word.
               *[other] Type { $most } words.
            }
            [up] Type your answer, in up to { $most } words.
           *[other] Type your answer, in { $least } to { $most } words.
        }
        [characters] { $which ->
            [same] { $most ->
                [one] Type one character.
               *[other] Type { $most } characters.
            }
            [up] Type your answer, in up to { $most } characters.
           *[other] Type your answer, in { $least } to { $most } characters.
        }
        [pattern] Type your answer like this: { $pattern } (A is a letter, 9 a digit, X either, * anything).
        [code] Type the code. Spaces and capital letters don’t matter.
        [email] Type the e-mail address.
        [link] Type or paste the link.
        [phone] Type the phone number with its country code, such as +34 912 345 678.
       *[date] Type the date, such as 2026-12-24 or 24 December 2026.
    }
text-sure = Is “{ $value }” your answer?
button-text-sure = Yes, that’s my answer
button-text-unsure = No, it isn’t
button-text-now = Now: { $value }
text-check-any = Any text
text-check-few-words = 1 to 3 words
text-check-code = A code
text-check-date = A date
text-check-email = An e-mail address
text-check-link = A link
text-check-phone = A phone number
text-match-case = Capital letters don’t count
text-match-ends = Capitals and final punctuation don’t count
text-match-exact = Every character counts
text-match-words = Word by word
text-spread = { $texts ->
        [one] One text
       *[other] { $texts } different texts
    }: the shortest has { $low ->
        [one] one word
       *[other] { $low } words
    }, a typical one { $middle }, the longest { $high }.
refused-gold-unknown-text =
    <b>Some known answers in your file aren’t possible answers to this question</b> ({ $total ->
        [one] one row
       *[other] { $total } rows
    }). For example (row: answer): { $rows }.
    Change what people may type so that they’re possible, or correct the file and send it again.
refused-text-check-unclear = I can’t read “{ $found }” as what people may type. Examples: any text, 1 to 3 words, up to 200 characters, a code, a date, a link, an e-mail address, a phone number, pattern AA-9999.
refused-text-limits-odd = “{ $found }” can’t work: the second number has to be at least the first, and { $most } is the most.
refused-text-pattern-unclear = I can’t use “{ $found }” as a pattern. It needs at least one A (a letter), 9 (a digit), X (either) or * (anything, once at most), and can have { $most } characters.
refused-text-match-unclear = I can’t read “{ $found }” as when two texts say the same. Please tap one of the buttons.
refused-text-unseen = I can’t see any character in that. Please type your answer.
refused-answer-too-long = That’s too long: I can take { $most } characters, and yours has { $found }. Please shorten it.
refused-text-too-few-words = That’s { $found ->
        [one] one word
       *[other] { $found } words
    }. Please type at least { $least }.
refused-text-too-many-words = That’s { $found } words. Please type { $most ->
        [one] one word
       *[other] { $most } at most
    }.
refused-text-too-few-characters = That’s { $found ->
        [one] one character
       *[other] { $found } characters
    }. Please type at least { $least }.
refused-text-too-many-characters = That’s { $found } characters. Please type { $most ->
        [one] one
       *[other] { $most } at most
    }.
refused-text-no-pattern = “{ $found }” doesn’t fit. It has to look like this: { $pattern } (A is a letter, 9 a digit, X either, * anything).
refused-text-no-code = “{ $found }” doesn’t look like a code. A code has letters and digits, and . / - _ # + : between them.
refused-text-no-email = “{ $found }” isn’t an e-mail address I can read. It should look like name@example.org.
refused-text-no-link = “{ $found }” isn’t a link I can read. It should look like https://example.org/page.
refused-text-no-phone = “{ $found }” isn’t a phone number I know of. Please type it with its country code, such as +34 912 345 678.
refused-text-no-date = I can’t read “{ $found }” as a date. Please type it like 2026-12-24, with the year in four digits.
refused-text-date-ambiguous = “{ $found }” can be two dates. Please type { $one } or { $other }.
