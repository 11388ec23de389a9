//! Marks, lines and words of the genre, from which random texts are made.

/// Marks, line ends and noise.
#[rustfmt::skip]
pub(crate) const MARKS: &[&str] = &[
    "\n", "\n", "\n\n", "\n\n", "\r\n", "  \n", " ", " ", " ", "\t", "\u{a0}", "\u{202f}", "\u{ad}", "\u{feff}",
    "\u{0}", "\u{c}", "# ", "## ", "#### ", "- ", "* ", "• ", "o ", "1. ", "2) ", "a) ", "> ", "---", "***", "**",
    "*", "_", "| ", " | ", "|---|---|\n", "<br>", "<b>", "</td>", "![](x.jpeg)", "[her](https://a.no)", "\\*", "å",
    "a\u{30a}", "e\u{301}", "\u{435}", "\u{1f600}", "(", ")", "«", "»", "/", "-", "–", ":", ";", ",",
];

/// Lines that open the parser's paths: titles, headers, agendas, lists of people, tables, signatures.
#[rustfmt::skip]
pub(crate) const LINES: &[&str] = &[
    "Sak 1 ", "Sak 2: ", "**Sak 3** ", "Sak 01/16 ", "Dagsorden\n", "Saksliste:", "Vedtak:\n",
    "Foretaksmøtet fattet følgende vedtak:\n", "Protokoll fra foretaksmøte i Helse Prøve HF",
    "Tildelingsbrev for 2026", "Supplerende tildelingsbrev nr. 1", "Tillegg til oppdragsdokument nr. 2",
    "Oppdragsdokument til Prøve SF for 2023", "Korrigering av ", "DET KONGELIGE\nHELSE- OG OMSORGSDEPARTEMENT",
    "Deres ref Vår ref Dato\n", "Vår ref.: 23/359-9 ", "Dato\n", "Postadresse", "Org.nr. 983 887 406",
    "Saksbehandler\nKari Nordby", "Med hilsen\n\n", "Kari Nordby (e.f.)\n", "ekspedisjonssjef ", "Kopi til:\n",
    "Riksrevisjonen ", "Fra styret møtte: ", "Også til stede:\n", "Forfall: ", "Styreleder Ola Vik\n",
    "Møtet ble hevet kl. 10.19", "kl. 10.00 ", "Foretaksmøtet ba Prøve SF om å:", "ID: 2023-01 ", "TB2026-17 ",
    "oppdrag 13/2024 ", "(unntatt offentlighet)", "utgår ", "Hovedmål 1: ", "Styringsparameter: ", "Oppdrag\n",
    "Ansvarlig avdeling i HOD: DIG", "Frist: ", "Frist | Beskrivelse\n", "Kapittel | Post | Beløp\n",
    "Kap. post | Tidligere tildeling | Ny tildeling | Sum\n", "| 701 | 21 | Drift | 124 460 |\n",
    "| 770.70 | 10 | 5 | 15 |\n", "Sum kap. 701 ", "(i 1 000 kroner)", "Kap. 760, post 21\n", "1. mars\tMøte\n",
];

/// Words of sentences: who, what, when, money, references.
#[rustfmt::skip]
pub(crate) const WORDS: &[&str] = &[
    "Departementet ber om ", "Direktoratet bes ", "Prøve SF ", "departementet ", "skal ", "skal ikke ", "må ", "kan ",
    "bør ", "rapportere ", "levere en plan ", "gis i oppdrag å ", "tildeles ", "bevilges ", "får overført ",
    "stilles til disposisjon ", "økes med ", "reduseres med ", "settes ned ", "fra ", "til ", "til drift ", "på ",
    "over ", "under ", "av dette ", "hvorav ", "og ", "samt ", ", ", ", kan overføres", "jf. ", "i 2023 ", "innen ",
    "senest ", "før ", "i løpet av ", "medio juni ", "1. mars ", "31.6.2026 ", "15.06.23 ", "høsten 2026 ",
    "2. tertial ", "uke 12 ", "hvert år ", "årlig ", "avtales nærmere ", "i årsrapporten ",
    "to uker i forkant av hvert oppfølgingsmøte ", "2023 ", "torsdag 24. januar 2008 ", "kap. 701 ", "kapittel 701, ",
    "kap 1510/post 01 Driftsutgifter ", "post 21 ", "post 70 Tilskudd ", "postene 21, 70 og 74 ", "701.21 ",
    "kap. 3510 post 02 ", "formålet ", "124 460 ", "19,5 mill. kroner ", "kr 15 901 000 ", "kr. 1.200.000,– ", "kr ",
    "kroner ", "om lag ", "inntil ", "- 345 ", "99999999999999999999 ", "Prop. 1 S (2022–2023) ",
    "Innst. 2, 5 og 8 S (2014-2015)", "Meld. St. ", "ID 2023-01 ", "lov om Riksrevisjonen § 13 ", "brev av ",
    "inntektskravet ", "fullmakt til ", ". ", ".", ": ",
];
