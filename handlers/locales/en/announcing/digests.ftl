digest-head = <b>Your digest</b>
digest-answered = You’ve given { $n ->
        [one] one answer
       *[other] { $n } answers
    } since the last one. Thank you!
digest-decided = { $n ->
        [one] One question you answered has been decided, { $agreed ->
            [0] but differently from your answer.
           *[other] the way you answered.
        }
       *[other] { $n } questions you answered have been decided, { $agreed } of them the way you answered.
    }
digest-tasks = Questions waiting for you:
digest-project = • { $name }: { $n ->
        [one] one question
       *[other] { $more ->
            [0] { $n }
           *[other] more than { $n }
        } questions
    }
digest-others = … and { $n ->
        [one] one more project
       *[other] { $n } more projects
    }
button-begin = Start answering
card-idle-digest = There are no questions for you right now. When there’s something new, your digest at { $time } will tell you.
pace-digest-line = Daily digest instead of messages: { $value }
pace-digest-none = no
pace-digest-at = at { $time }
pace-change-digest = Digest
pace-ask-digest = Would you rather get one message a day, with the questions waiting for you and how your answers turned out? Choose a time, or type one, for example 18:00. If there’s nothing new on a day, I won’t write.
