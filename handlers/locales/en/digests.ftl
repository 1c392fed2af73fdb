digest-head = <b>Your digest</b>
digest-answered = Since the last one you gave { $n ->
        [one] one answer
       *[other] { $n } answers
    }. Thank you!
digest-decided = { $n ->
        [one] One task that you answered was decided, { $agreed ->
            [0] otherwise than you said.
           *[other] as you said.
        }
       *[other] { $n } tasks that you answered were decided, { $agreed } of them as you said.
    }
digest-tasks = There is something for you to do:
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
button-begin = Begin
card-idle-digest = Nothing is waiting for you right now. When there is something, your digest at { $time } will say so.
pace-digest-line = One digest a day instead of messages: { $value }
pace-digest-none = no
pace-digest-at = at { $time }
pace-change-digest = Digest
pace-ask-digest = Would you rather get one message a day, with everything there is to do and what became of your answers? Choose the hour, or type it, for example 18:00. On days with nothing to say, I send nothing.
