draft-language =
    <b>Which language do people have to read for “{ $name }”?</b>
    Only people who read it are asked. Tasks for named people still go to them.
draft-topic =
    <b>What is “{ $name }” about?</b>
    Only people who want this topic are asked. Tasks for named people still go to them.
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
pace-languages-line = Languages that I read: { $value }
pace-topics-line = Topics: { $value }
pace-change-languages = Languages
pace-change-topics = Topics
pace-any = all
pace-any-other = only where none is named
pace-some = { $n } of { $total }
pace-all = All
pace-none = None
pace-ask-languages = Which languages do you read? I ask you nothing in the others. Tasks that somebody meant for you by name come all the same.
pace-ask-topics = Which topics do you want? I ask you nothing about the others. Tasks that somebody meant for you by name come all the same.
