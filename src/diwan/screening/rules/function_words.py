"""The commonest words that say nothing about a subject, by language: what is left of two texts can then be compared.

Short lists written by hand, of words of three letters and more: shorter ones are not compared anyway.
"""

_WRITTEN = {
    "en": """
        the and for with that this these those from into onto over under about after before again all also any are
        was were been being but can could may might must shall should will would did does doing done has had have having her hers
        him his how its just more most much many nor not now off once one only other our ours out own per said says same she
        some such than their theirs them then there they too until upon very what when where which while who whom whose why
        yet you your yours new say get gets got let like make makes made new still back even ever never""",
    "tr": """
        bir bu şu ama ancak veya ile için gibi kadar daha çok her hiç mi mı mu mü değil olan olarak oldu olur olduğu
        var yok yeni sonra önce göre karşı dedi diye ise hem ya da ki ne neden niye nasıl biz siz ben sen onlar bunu buna bunun
        şey tüm bütün artık bile sadece yine etti eden edildi yapıldı""",
    "ku": """
        û jî ku ev ew vê vî wê wî van wan min me we hûn ji bo li ser bi di de ye ne na tu her gelek pir wek wekî heta
        berî piştî lê yan anku çi çima kî kengî nû hat kir dike bike bû dibe heye tune nîne xwe yên yek hemû tenê êdî got gotin
        dê bê ber nav""",
    "ar": """
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت يكون تكون قد لقد لم لن لا ما أن إن أو ثم بعد قبل
        عند حتى كل بين أي كما هو هي هم نحن أنت أنتم أنا له لها لهم منه منها فيه فيها عليه عليها ليس غير بسبب ضد حول خلال
        جديد جديدة قال قالت يوم لكن إذا بل هل أين كيف لماذا""",
    "fa": """
        از به در با که این آن را برای تا یک هم همه هر چه چرا است بود شد شود شده می نمی ها های هایی بر یا اما ولی اگر
        نیز پس پیش بعد قبل دیگر خود من ما شما تو او آنها آنان کرد کرده کند کنند گفت جدید باید نباید هست نیست دارد داشت بین روی زیر
        علیه درباره مورد""",
    "ckb": """
        لە بە بۆ لەگەڵ ئەم ئەو ئەوە ئەمە کە و یان بەڵام هەر هەموو زۆر دوای پێش لەسەر لەژێر تا وەک چی چۆن بۆچی کێ من
        ئێمە ئێوە تۆ ئەوان خۆی خۆمان نییە هەیە بوو دەبێت دەکات کرد کرا دەکرێت نوێ وتی گوتی یەک هیچ تەنیا تەنها ئیتر هێشتا
        دژی دەربارەی""",
}

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split()) for language, words in _WRITTEN.items()
}
