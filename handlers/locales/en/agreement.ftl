agreement-head = <b>How well people agree: { $name }</b>
agreement-grade-good = People agree well beyond chance: single answers can be relied on.
agreement-grade-fair = People agree clearly beyond chance: good enough for cautious conclusions.
agreement-grade-weak = People agree more than chance would have it, but a single answer is not to be relied on: it takes several a task.
agreement-grade-slight = People agree hardly more than chance would have it. Is the question clear, and can its options be told apart?
agreement-grade-none = People agree no more than chance would have it. Is the question clear, and can its options be told apart?
agreement-grade-below = People agree less than chance would have it: they seem to read the question in different ways.
agreement-grade-unclear = It cannot be said yet whether people agree more than chance would have it: there are too few tasks that several people answered.
agreement-no-no-answers = There are no answers yet, so nothing can be said of agreement.
agreement-no-no-pairs = No task has answers of two people yet, so nothing can be said of agreement.
agreement-no-one-option = Everybody chose the same option every time. Chance alone would have agreed as well, so there is nothing to correct for.
agreement-no-one-compared = On every task with two answers or more, people chose the same one option, so nothing can be said about chance. Other options were chosen only where a single person answered.
agreement-no-same-value = All the options that can be compared stand for the same number, so there is no difference to measure.
agreement-alpha = Krippendorff’s alpha: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 is perfect, 0 is chance)
agreement-alpha-range = Krippendorff’s alpha: { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, most likely between { NUMBER($low, minimumFractionDigits: 2, maximumFractionDigits: 2) } and { NUMBER($high, minimumFractionDigits: 2, maximumFractionDigits: 2) } (1 is perfect, 0 is chance)
agreement-wide = That range is wide: more answers will narrow it.
agreement-raw = Two people who are asked the same give the same answer in { NUMBER($percent, maximumFractionDigits: 0) } % of cases.
agreement-share = Of the answers to a task, { NUMBER($percent, maximumFractionDigits: 0) } % are for its leading option on average. Unanimous: { NUMBER($unanimous, maximumFractionDigits: 0) } of { NUMBER($tasks, maximumFractionDigits: 0) } tasks with two answers or more.
agreement-entropy = Bits of doubt that the answers to a task leave: 0 where all agree, 1 where two options are level.
agreement-kappa-like-alpha = Another way to take chance out; it tells the same as alpha.
agreement-kappa-unlike-alpha = Another way to take chance out; it differs from alpha where tasks are few, where they have unequal numbers of answers, or where alpha counts how far apart labels are.
agreement-ac1-like-kappa = A way to take chance out that bears one very frequent option; it tells much the same as kappa.
agreement-ac1-above-kappa = A way to take chance out that bears one very frequent option. It is far above kappa: some options are so frequent that kappa looks worse than people are.
agreement-confused-pair = { $first } and { $second } ({ NUMBER($percent, maximumFractionDigits: 0) } % of all disagreement)
agreement-confused-two = People are divided between { $first } and { $second }.
agreement-confused-one = Two options are often confused: { $pair }.
agreement-confused-more = Options that are often confused: { $pairs }.
agreement-confused-none = No two options stand out as confused.
agreement-basis = Based on answers: { NUMBER($answers, maximumFractionDigits: 0) }, people: { NUMBER($people, maximumFractionDigits: 0) }, tasks with two answers or more: { NUMBER($tasks, maximumFractionDigits: 0) }.
agreement-language = { $language ->
        [en] In English
        [es] In Spanish
       *[other] In { $language }
    }: alpha { NUMBER($alpha, minimumFractionDigits: 2, maximumFractionDigits: 2) }, the same answer in { NUMBER($percent, maximumFractionDigits: 0) } % of cases
agreement-pair-good = They agree well beyond chance.
agreement-pair-fair = They agree clearly beyond chance.
agreement-pair-weak = They agree more than chance would have it.
agreement-pair-slight = They agree hardly more than chance would have it.
agreement-pair-none = They agree no more than chance would have it.
agreement-pair-below = They agree less than chance would have it.
agreement-pair-unclear = They have too few tasks in common to say.
agreement-pair-one-option = On the tasks they share, both chose the same option every time.
agreement-choose = <b>Which project’s agreement?</b> Older ones: /projects, then their panel.
agreement-coming = Measuring; the picture is on its way.
agreement-legend = In the picture: { $names }
agreement-picture-matrix = When one person chose the row, others chose the column (%)
agreement-picture-shares = How united are the answers to a task?
agreement-picture-share-axis = share of the leading option, in %
agreement-picture-task-axis = tasks
agreement-picture-count = { NUMBER($count, maximumFractionDigits: 0) }
agreement-picture-answers = { $count ->
        [one] 1 answer
       *[other] { $count } answers
    }
agreement-picture-others = others
button-agreement = Agreement
