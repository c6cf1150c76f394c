//! What the words of sheets usually mean, by the field.

/// Fields with words, each with its meaning behind an equals sign. A meaning counts where the program has that word; of
/// several for one word, the first that it has.
const MEANINGS: &[(&str, &str)] = &[
    (
        "gender",
        "f=woman|female=woman|woman=woman|mujer=woman|femenino=woman|m=man|male=man|man=man\
         |hombre=man|masculino=man|nb=nonbinary|non binary=nonbinary|nonbinary=nonbinary\
         |enby=nonbinary|u=",
    ),
    (
        "languages",
        "e=en|en=en|eng=en|english=en|ingles=en|s=es|sp=es|es=es|esp=es|span=es|spanish=es\
         |espanol=es|both=en, es|bilingual=en, es|bilingue=en, es|eng sp=en, es|english spanish=en, es\
         |spanish english=en, es|chinese=zh|cantonese=yue|mandarin=cmn|vietnamese=vi|vietnamita=vi\
         |tagalog=tl|filipino=fil|arabic=ar|arabe=ar|russian=ru|french=fr|frances=fr|korean=ko\
         |portuguese=pt|german=de|japanese=ja|somali=so|swahili=sw|hindi=hi|punjabi=pa|farsi=fa\
         |persian=fa|far=fa|per=fa|arm=hy|ger=de|tag=tl|port=pt|por=pt|viet=vi|vie=vi|kor=ko|rus=ru|chi=zh|man=cmn|can=yue|jap=ja|ara=ar|fre=fr|som=so|hin=hi|ukr=uk|hm=hmn|spa=es|ukrainian=uk|navajo=nv|samoan=sm|hmong=hmn|haitian creole=ht|asl=ase\
         |american sign language=ase",
    ),
    (
        "needs",
        "dv=domestic-violence|domestic abuse=domestic-violence|violencia domestica=domestic-violence\
         |ipv=domestic-violence|mh=mental-health|mental=mental-health|salud mental=mental-health\
         |counseling=mental-health|sud=substance-use|aod=substance-use|drugs=substance-use\
         |alcohol=substance-use|substance abuse=substance-use|substances=substance-use\
         |recovery=substance-use|sobriety=substance-use|drogas=substance-use\
         |consumo de sustancias=substance-use|vivienda=housing|casa=housing|shelter=housing\
         |rent=housing|homeless=housing|homelessness=housing|visits=visitation|visitas=visitation\
         |visita=visitation|family time=visitation|court=court-process|courts=court-process\
         |corte=court-process|legal=court-process|money=financial-stress|financial=financial-stress\
         |finances=financial-stress|dinero=financial-stress|income=financial-stress\
         |vis=visitation|hous=housing|violence=community-violence|gangs=community-violence",
    ),
    (
        "system",
        "cps=cps|dependency=cps|child welfare=cps|dcs=cps|dcfs=cps|jpd=jpd|probation=jpd\
         |juvenile probation=jpd|delinquency=jpd",
    ),
    (
        "mode",
        "in person=in-person|f2f=in-person|face to face=in-person|ip=in-person|home visit=in-person\
         |office=in-person|home=in-person|at home=in-person|in home=in-person|visit=in-person|community=in-person|park=in-person|library=in-person|en persona=in-person|call=phone|phone call=phone|telephone=phone|tel=phone\
         |tele=phone|tc=phone|pc=phone|ph=phone|vm=phone|voicemail=phone|voice mail=phone|lm=phone|lvm=phone|left vm=phone|left message=phone|phone contact=phone|llamada=phone|telefono=phone|zoom=video|google meet=video|webex=video|teams=video|facetime=video|virtual=video\
         |video call=video|online=video|sms=text|txt=text|tx=text|text msg=text|texts=text|hv=in-person|ov=in-person|office visit=in-person|ftf=in-person|text message=text|texted=text|mensaje=text",
    ),
    (
        "status",
        "held=held|done=held|happened=held|took place=held|seen=held|completed=held|complete=held|kept=held|present=held|attended=held|came=held|met=held\
         |here=held|late=held|no show=no-show|noshow=no-show|ns=no-show|missed=no-show|absent=no-show\
         |did not come=no-show|excused=no-show|no vino=no-show|cancelled by client=cancelled-by-participant\
         |client cancelled=cancelled-by-participant|parent cancelled=cancelled-by-participant\
         |cancelled by parent=cancelled-by-participant|canceled by parent=cancelled-by-participant\
         |canceled by client=cancelled-by-participant|cancelled by staff=cancelled-by-program\
         |cancelled by program=cancelled-by-program|cancelled by mentor=cancelled-by-program\
         |staff cancelled=cancelled-by-program|canceled by staff=cancelled-by-program\
         |canceled by program=cancelled-by-program|attempt=attempted|holiday=cancelled-by-program",
    ),
    (
        "event.removed.setting",
        "foster care=foster-home|foster=foster-home|foster family=foster-home|kinship=relative|kin=relative\
         |kinship care=relative|relatives=relative|grandmother=relative|grandparent=relative\
         |grandparents=relative|aunt=relative|uncle=relative|family member=relative\
         |group care=group-home|juvenile hall=juvenile-hall|juvenile hall=detention|juvi=detention\
         |detention center=detention|hall=detention|strtp=strtp|strtp=group-home|ranch=ranch-camp|camp=ranch-camp\
         |rtc=residential-treatment|residential=residential-treatment|hospital=hospital",
    ),
    (
        "own_case.outcome",
        "reunified=reunified|reunited=reunified|reunification=reunified|returned home=reunified\
         |guardianship=other-resolution|dismissed=other-resolution|closed=other-resolution",
    ),
    (
        "kind",
        "group=support-group|support=support-group|mentor=mentoring|1 1=mentoring|one on one=mentoring\
         |tdm=team-meeting|cft=team-meeting|case management=casework|case work=casework|hearing=court\
         |court support=court|court hearing=court|court date=court|ct=court|team meeting=team-meeting|ftm=team-meeting\
         |fgdm=team-meeting|iep=team-meeting|sup=supervision|supv=supervision",
    ),
];

/// Fields whose words mean what those of another do.
const ALIKE: [(&str, &str); 4] = [
    ("mentor_gender", "gender"),
    ("experience", "needs"),
    ("systems", "system"),
    ("goal.domain", "needs"),
];

/// What a word, folded, usually means in a field, the likeliest first.
pub(super) fn meanings(field: &str, folded: &str) -> Vec<&'static str> {
    let alike = ALIKE.iter().find(|(of, _)| *of == field);
    let field = alike.map_or(field, |(_, other)| *other);
    let all = MEANINGS.iter().find(|(of, _)| *of == field);
    let all = all.into_iter().flat_map(|(_, all)| all.split('|'));
    all.filter_map(|pair| pair.split_once('='))
        .filter(|(from, _)| *from == folded)
        .map(|(_, to)| to)
        .collect()
}
