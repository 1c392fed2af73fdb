agreement-head = <b>How well people agree: { $name }</b>
agreement-grade-good = People agree far more than by chance: you can rely on single answers.
agreement-grade-fair = People agree clearly more than by chance: good enough for cautious conclusions.
agreement-grade-weak = People agree more than by chance, but you can’t rely on a single answer: ask several people about each task.
agreement-grade-slight = People agree hardly more than by chance. Is the question clear? Are its options easy to tell apart?
agreement-grade-slight-near = People’s answers are hardly closer than by chance. Is the question clear?
agreement-grade-none = People agree no more than by chance. Is the question clear? Are its options easy to tell apart?
agreement-grade-none-near = People’s answers are no closer than by chance. Is the question clear?
agreement-grade-below = People agree less than by chance: they seem to read the question in different ways.
agreement-grade-unclear = It’s too early to say whether people agree more than by chance: too few tasks have answers from several people.
agreement-no-no-answers = There are no answers yet, so I can’t say how well people agree.
agreement-no-no-pairs = No task has answers from two people yet, so I can’t say how well people agree.
agreement-no-one-option = Everybody chose the same option every time. That could just as well be chance, so agreement beyond chance can’t be measured.
agreement-no-one-option-near = Everybody gave the same answer every time. That could just as well be chance, so agreement beyond chance can’t be measured.
agreement-no-one-compared = On every task with two or more answers, people chose the same option, so I can’t tell agreement from chance. Other options were only chosen where a single person answered.
agreement-no-one-compared-near = On every task with two or more answers, people gave the same answer, so I can’t tell agreement from chance. Other answers were only given where a single person answered.
agreement-no-same-value = All the options that can be compared stand for the same number, so there’s no difference to measure.
agreement-alpha = Krippendorff’s alpha: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 is perfect, 0 is chance)
agreement-alpha-range = Krippendorff’s alpha: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, most likely between { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } and { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 is perfect, 0 is chance)
agreement-wide = That range is wide: more answers will narrow it.
agreement-raw = Two people who answer the same task agree in { NUMBER($percent, maximumFractionDigits: 0) } % of cases.
agreement-share = On average, { NUMBER($percent, maximumFractionDigits: 0) } % of the answers to a task are for its leading option. Unanimous: { NUMBER($unanimous, maximumFractionDigits: 0) } of { NUMBER($tasks, maximumFractionDigits: 0) } tasks with two or more answers.
agreement-share-near = On average, { NUMBER($percent, maximumFractionDigits: 0) } % of the answers to a task are close enough to count as the same. All of them: { NUMBER($unanimous, maximumFractionDigits: 0) } of { NUMBER($tasks, maximumFractionDigits: 0) } tasks with two or more answers.
agreement-entropy = How much doubt the answers to a task leave, in bits: 0 if all agree, 1 if two options are tied.
agreement-kappa-like-alpha = Another way to allow for chance; it says the same as alpha.
agreement-kappa-unlike-alpha = Another way to allow for chance; it differs from alpha if there are few tasks, if tasks have unequal numbers of answers, or if alpha counts how far apart the options are.
agreement-ac1-like-kappa = A way to allow for chance that copes with one very frequent option; it says much the same as kappa.
agreement-ac1-above-kappa = A way to allow for chance that copes with one very frequent option. It is far above kappa: some options are so frequent that kappa makes people look worse than they are.
agreement-confused-pair = { $first } and { $second } ({ NUMBER($percent, maximumFractionDigits: 0) } % of all disagreement)
agreement-confused-two = People are divided between { $first } and { $second }.
agreement-confused-one = Two options are often confused: { $pair }.
agreement-confused-more = Options that are often confused: { $pairs }.
agreement-confused-none = No two options are confused noticeably often.
agreement-basis = Based on answers: { NUMBER($answers, maximumFractionDigits: 0) }, people: { NUMBER($people, maximumFractionDigits: 0) }, tasks with two or more answers: { NUMBER($tasks, maximumFractionDigits: 0) }.
agreement-language = { $language ->
        [en] In English
        [es] In Spanish
       *[other] In { $language }
    }: alpha { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, the same answer in { NUMBER($percent, maximumFractionDigits: 0) } % of cases
agreement-pair-good = They agree far more than by chance.
agreement-pair-fair = They agree clearly more than by chance.
agreement-pair-weak = They agree more than by chance.
agreement-pair-slight = They agree hardly more than by chance.
agreement-pair-none = They agree no more than by chance.
agreement-pair-below = They agree less than by chance.
agreement-pair-unclear = They share too few tasks to say.
agreement-pair-one-option = On the tasks they share, both chose the same option every time.
agreement-choose = <b>Agreement for which project?</b> For older ones, send /projects and open the project.
agreement-coming = I’m measuring it; the picture is on its way.
agreement-legend = In the picture: { $names }
agreement-picture-matrix = When one person chose the row, others chose the column (%)
agreement-picture-matrix-near = When one person answered the row, others answered the column (%)
agreement-picture-shares = How much do the answers to a task agree?
agreement-picture-share-axis = share of the leading option, in %
agreement-picture-share-axis-near = share of answers that count as the same, in %
agreement-picture-task-axis = tasks
agreement-picture-count = { NUMBER($count, maximumFractionDigits: 0) }
agreement-picture-answers = { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
agreement-picture-others = others
button-agreement = Agreement
