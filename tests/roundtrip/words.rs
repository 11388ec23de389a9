//! The words of invented letters, in bokmål and nynorsk.

/// The same in bokmål and nynorsk.
pub(crate) type Both = (&'static str, &'static str);

/// Who is asked: the name, and how it is called when spoken of again.
pub(crate) const AGENCIES: &[(&str, Both)] = &[
    ("Prøvetilsynet", ("Tilsynet", "Tilsynet")),
    ("Eksempeldirektoratet", ("Direktoratet", "Direktoratet")),
    ("Statens måleinstitutt", ("Instituttet", "Instituttet")),
    ("Senter for prøvekunst", ("Senteret", "Senteret")),
];
pub(crate) const ENTERPRISES: &[(&str, Both)] = &[
    ("Norsk prøvenett SF", ("Statsforetaket", "Statsføretaket")),
    ("Helse Prøve RHF", ("Foretaket", "Føretaket")),
    ("Måledata Norge SF", ("Statsforetaket", "Statsføretaket")),
];
pub(crate) const MINISTRIES: &[&str] =
    &["Kunnskapsdepartementet", "Prøvedepartementet", "Måle- og forsøksdepartementet", "Landbruks- og matdepartementet"];

pub(crate) const FIRST_NAMES: &[&str] =
    &["Kari", "Ola", "Berit", "Nils", "Anne Grethe", "Jon", "Ingrid", "Per Arne", "Siri", "Odd", "Marit", "Lars", "Turid", "Geir", "Åse", "Øyvind"];
pub(crate) const SURNAMES: &[&str] = &[
    "Nordby", "Vik", "Solvang", "Bakke", "Kvam", "Sande", "Moen Lie", "Haugen", "Bø", "Åsheim", "Dahl", "Rønning", "Stokke", "Øverås", "Lund",
    "Myhre",
];

/// What somebody is to do, in the infinitive.
pub(crate) const TASKS: &[Both] = &[
    ("kartlegge tilbudet til unge i kommunene", "kartleggje tilbodet til unge i kommunane"),
    ("utarbeide en plan for opplæring av inspektører", "utarbeide ein plan for opplæring av inspektørar"),
    ("styrke veiledningen til små virksomheter", "styrkje rettleiinga til små verksemder"),
    ("følge opp anbefalingene fra evalueringen av tilsynsordningen", "følgje opp tilrådingane frå evalueringa av tilsynsordninga"),
    ("bistå departementet i arbeidet med ny forskrift", "hjelpe departementet i arbeidet med ny forskrift"),
    ("utvikle en felles løsning for innmelding av avvik", "utvikle ei felles løysing for innmelding av avvik"),
    ("bidra til bedre samordning mellom statlige tilsyn", "medverke til betre samordning mellom statlege tilsyn"),
    ("redusere saksbehandlingstiden i klagesaker", "redusere saksbehandlingstida i klagesaker"),
    ("innføre et nytt system for internkontroll", "innføre eit nytt system for internkontroll"),
    ("legge fram et forslag til nye måleenheter", "leggje fram eit forslag til nye måleeiningar"),
    ("oppdatere veilederen om universell utforming", "oppdatere rettleiaren om universell utforming"),
    ("samarbeide med fylkeskommunene om felles forsøk", "samarbeide med fylkeskommunane om felles forsøk"),
    ("dokumentere virkningen av tiltakene overfor sårbare grupper", "dokumentere verknaden av tiltaka overfor sårbare grupper"),
    ("gjennomføre en øvelse i digital beredskap sammen med kommunene", "gjennomføre ei øving i digital beredskap saman med kommunane"),
    ("evaluere ordningen med lokale kontaktpersoner", "evaluere ordninga med lokale kontaktpersonar"),
    ("forenkle søknadsskjemaene for tilskudd", "forenkle søknadsskjema for tilskot"),
    ("prioritere tilsyn med de største produsentene", "prioritere tilsyn med dei største produsentane"),
    ("gi råd om bruk av kunstig intelligens i saksbehandlingen", "gi råd om bruk av kunstig intelligens i saksbehandlinga"),
    (
        "vurdere behovet for endringer i regelverket, blant annet om innsyn og klage",
        "vurdere behovet for endringar i regelverket, mellom anna om innsyn og klage",
    ),
    ("sørge for at publikum får svar på henvendelser uten unødig opphold", "sørgje for at publikum får svar på førespurnader utan unødig opphald"),
];

/// What money and work is for.
pub(crate) const PURPOSES: &[Both] = &[
    ("opplæring av inspektører", "opplæring av inspektørar"),
    ("digital samhandling i kommunene", "digital samhandling i kommunane"),
    ("drift av det nasjonale måleregisteret", "drift av det nasjonale måleregisteret"),
    ("utvikling av ny fagportal", "utvikling av ny fagportal"),
    ("forsøk med lokal veiledning", "forsøk med lokal rettleiing"),
    ("arbeidet med beredskapsplaner", "arbeidet med beredskapsplanar"),
    ("styrking av laboratoriene", "styrking av laboratoria"),
    ("tiltak mot frafall i videregående opplæring", "tiltak mot fråfall i vidaregåande opplæring"),
    ("forskning på langtidsvirkninger", "forsking på langtidsverknader"),
    ("innkjøp av måleutstyr", "innkjøp av måleutstyr"),
];

/// Titles of assignments and of headings.
pub(crate) const TITLES: &[Both] = &[
    ("Kartlegging av tilbudet til unge", "Kartlegging av tilbodet til unge"),
    ("Nasjonal plan for prøvetaking", "Nasjonal plan for prøvetaking"),
    ("Fagportal for produsenter", "Fagportal for produsentar"),
    ("Veileder om universell utforming", "Rettleiar om universell utforming"),
    ("Digital beredskap", "Digital beredskap"),
    ("Samordning av statlige tilsyn", "Samordning av statlege tilsyn"),
    ("Bedre statistikk", "Betre statistikk"),
    ("Språkarbeid i staten – oppfølging", "Språkarbeid i staten – oppfølging"),
];

pub(crate) const GOALS: &[Both] = &[
    ("Trygge produkter for forbrukerne", "Trygge produkt for forbrukarane"),
    ("Effektivt tilsyn med høy kvalitet", "Effektivt tilsyn med høg kvalitet"),
    ("God beredskap i hele landet", "God beredskap i heile landet"),
    ("Kunnskap i praktisk bruk", "Kunnskap i praktisk bruk"),
    ("Enkel tilgang til offentlige tjenester", "Enkel tilgang til offentlege tenester"),
];

pub(crate) const INDICATORS: &[Both] = &[
    ("Andel tilsyn gjennomført etter plan", "Del tilsyn gjennomførte etter plan"),
    ("Antall klagesaker eldre enn seks måneder", "Talet på klagesaker eldre enn seks månader"),
    ("Gjennomsnittlig saksbehandlingstid for søknader", "Gjennomsnittleg saksbehandlingstid for søknader"),
    ("Brukernes tilfredshet med veiledningen", "Tilfredsheita til brukarane med rettleiinga"),
    ("Andel produsenter med godkjent internkontroll", "Del produsentar med godkjend internkontroll"),
    ("Antall deltakere på kurs, fordelt på fylker", "Talet på deltakarar på kurs, fordelt på fylke"),
    ("Sykefravær i prosent", "Sjukefråvær i prosent"),
];

/// Sentences of ordinary letters that say nothing of what the classes hold.
pub(crate) const PLAIN: &[Both] = &[
    (
        "Arbeidet med trygge produkter har gitt gode resultater de siste årene, og samarbeidet mellom tilsynene er blitt bedre.",
        "Arbeidet med trygge produkt har gitt gode resultat dei siste åra, og samarbeidet mellom tilsyna har vorte betre.",
    ),
    (
        "Digitaliseringen av offentlig sektor påvirker hele samfunnet, og stiller nye krav til kompetanse i virksomhetene.",
        "Digitaliseringa av offentleg sektor påverkar heile samfunnet, og stiller nye krav til kompetanse i verksemdene.",
    ),
    (
        "Regjeringens mål er en åpen og effektiv forvaltning med høy tillit i befolkningen.",
        "Målet til regjeringa er ei open og effektiv forvaltning med høg tillit i folket.",
    ),
    (
        "Risikoen for svikt er størst der mange aktører deler ansvaret, særlig i de minste kommunene.",
        "Risikoen for svikt er størst der mange aktørar deler ansvaret, særleg i dei minste kommunane.",
    ),
    (
        "Evalueringen viser at brukerne er fornøyd med veiledningen, men at kjennskapen til ordningen er ujevn.",
        "Evalueringa viser at brukarane er nøgde med rettleiinga, men at kjennskapen til ordninga er ujamn.",
    ),
    (
        "I 2023 hadde ordningen 12 450 brukere, og 87 prosent av dem var fornøyd.",
        "I 2023 hadde ordninga 12 450 brukarar, og 87 prosent av dei var nøgde.",
    ),
    (
        "Etatsstyringsmøtet ble holdt 12. november 2023, og referatet ble sendt 1. desember 2023.",
        "Etatsstyringsmøtet vart halde 12. november 2023, og referatet vart sendt 1. desember 2023.",
    ),
    ("Stortinget vedtok 14. desember 2023 budsjettet for de neste årene.", "Stortinget vedtok 14. desember 2023 budsjettet for dei neste åra."),
    (
        "Publikum når sentralbordet på telefon 22 24 90 90 mellom klokken 9.00 og 15.00.",
        "Publikum når sentralbordet på telefon 22 24 90 90 mellom klokka 9.00 og 15.00.",
    ),
    (
        "Loven trådte i kraft 1. juli 2021, og forskriften ble fastsatt 14. oktober 2021.",
        "Lova tok til å gjelde 1. juli 2021, og forskrifta vart fastsett 14. oktober 2021.",
    ),
    (
        "Innen forskning er samarbeidet godt, og innenfor gjeldende rammer er det rom for flere forsøk.",
        "Innan forsking er samarbeidet godt, og innanfor gjeldande rammer er det rom for fleire forsøk.",
    ),
    ("Samfunnsoppdraget er å verne forbrukerne mot farlige produkter.", "Samfunnsoppdraget er å verne forbrukarane mot farlege produkt."),
];

/// Names of posts, by post number.
pub(crate) const POSTS: &[(u8, Both)] = &[
    (1, ("Driftsutgifter", "Driftsutgifter")),
    (21, ("Spesielle driftsutgifter", "Spesielle driftsutgifter")),
    (22, ("Forskning og utredning", "Forsking og utgreiing")),
    (45, ("Større utstyrsanskaffelser og vedlikehold", "Større utstyrskjøp og vedlikehald")),
    (60, ("Tilskudd til kommuner", "Tilskot til kommunar")),
    (70, ("Tilskudd til frivillige organisasjoner", "Tilskot til frivillige organisasjonar")),
    (72, ("Stipend til prøvetakere", "Stipend til prøvetakarar")),
    (74, ("Tiltak i distriktene", "Tiltak i distrikta")),
];
pub(crate) const INCOME: &[(u8, Both)] =
    &[(1, ("Gebyrinntekter", "Gebyrinntekter")), (2, ("Salgsinntekter", "Salsinntekter")), (4, ("Tilskudd fra andre", "Tilskot frå andre"))];
pub(crate) const CHAPTERS: &[(u16, Both)] = &[
    (226, ("Kvalitetsutvikling i prøvevesenet", "Kvalitetsutvikling i prøvevesenet")),
    (257, ("Kompetanseprogrammet", "Kompetanseprogrammet")),
    (353, ("Måletekniske formål", "Måletekniske føremål")),
    (701, ("Nasjonale registre", "Nasjonale register")),
    (714, ("Forebyggende tiltak", "Førebyggjande tiltak")),
    (1142, ("Forsøk og prøver", "Forsøk og prøver")),
];

pub(crate) const MONTHS: &[&str] =
    &["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

pub(crate) const TOWNS: &[&str] = &["0130 OSLO", "7465 TRONDHEIM", "5003 BERGEN", "9008 TROMSØ", "3101 Tønsberg"];
pub(crate) const BOXES: &[&str] = &["Postboks 123 Sentrum", "Postboks 8100 Dep", "Postboks 45"];
