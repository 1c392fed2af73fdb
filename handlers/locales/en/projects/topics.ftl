draft-language =
    <b>Which language do people need to read for “{ $name }”?</b>
    I’ll only ask people who read it. Tasks for named people still go to them.
draft-topic =
    <b>What is “{ $name }” about?</b>
    I’ll only ask people who want this topic. Tasks for named people still go to them.
button-edit-language = Language: { $value }
button-edit-topic = Topic: { $value }
button-any = any
panel-language = For people who read: { $name }
panel-topic = Topic: { $name }
topic-news = News
topic-politics = Politics
topic-science = Science
topic-health = Health
topic-technology = Technology
topic-shopping = Shopping
topic-travel = Travel
topic-food = Food
topic-arts = Arts
topic-sport = Sport
topic-nature = Nature
topic-life = Everyday life
pace-languages-line = Languages you read: { $value }
pace-topics-line = Topics: { $value }
pace-change-languages = Languages
pace-change-topics = Topics
pace-any = all
pace-any-other = only where none is set
pace-some = { $n } of { $total }
pace-all = All
pace-none = None
pace-ask-languages = Which languages do you read? I won’t ask you anything in the others, except tasks that somebody meant for you by name.
pace-ask-topics = Which topics do you want? I won’t ask you anything about the others, except tasks that somebody meant for you by name.
