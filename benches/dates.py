"""How many of the expressions of time in Norwegian letters dateparser's search finds, and how many rightly.

Run it by hand: `pip install dateparser && python3 benches/dates.py`. The expected days are written by hand; an expression without a
year is of REFERENCE's year. The crate's own answers to the same expressions are tested in `src/value/moment.rs` and `src/value/due.rs`.
"""

import datetime
import time

from dateparser.search import search_dates

REFERENCE = datetime.datetime(2026, 1, 1)

# A sentence, and the days that it names: of a stretch of time its last day, of what is no date none.
SENTENCES = [
    ("Planen skal sendes departementet innen 31. mars 2023.", ["2023-03-31"]),
    ("Frist: 15.10.2026", ["2026-10-15"]),
    ("Frist 1.10.2026", ["2026-10-01"]),
    ("Rapporten leveres innen 1.juni.", ["2026-06-01"]),
    ("Brev av 28.01.16 følger vedlagt.", ["2016-01-28"]),
    ("Møtet ble holdt 20.desember 2019.", ["2019-12-20"]),
    ("Innspill sendes innen 31. jan. 2026.", ["2026-01-31"]),
    ("Oppfølgingsmøte 06. nov. 2026", ["2026-11-06"]),
    ("Ferdig versjon skal foreligge 2026-03-01.", ["2026-03-01"]),
    ("Planen skal være ferdig senest mai 2027.", ["2027-05-31"]),
    ("Utkast skal leveres medio juni 2026.", ["2026-06-15"]),
    ("Leveransen skal skje primo januar 2027.", ["2027-01-01"]),
    ("Årsrapport sendes ultimo februar 2028.", ["2028-02-29"]),
    ("Arbeidet skal være ferdig høsten 2026.", ["2026-11-30"]),
    ("Arbeidet skal være ferdig hausten 2026.", ["2026-11-30"]),
    ("Rapporter etter første halvår 2026.", ["2026-06-30"]),
    ("Rapporter etter 2. tertial 2026.", ["2026-08-31"]),
    ("Rapporter for 3. kvartal 2026.", ["2026-09-30"]),
    ("Møtet holdes i uke 12 2026.", ["2026-03-22"]),
    ("Prosjektet skal avsluttes innen utgangen av 2026.", ["2026-12-31"]),
    ("Fristen er flyttet fra 12. mai til 25. april 2026.", ["2026-05-12", "2026-04-25"]),
    ("Statusen for 2025 gis innen 1. mars 2026 og 1. september 2026.", ["2026-03-01", "2026-09-01"]),
    ("Fristen er 31.6.2026.", []),
    ("Ring 22 24 90 90 for spørsmål.", []),
    ("Det tildeles 124 460 000 kroner på kap. 701, post 21.", []),
    ("Jf. Prop. 1 S (2022–2023) og Innst. 490 S (2022–2023).", []),
    ("Se punkt 3.1.2 i vår rapport.", []),
    ("Postboks 8036 Dep, 0030 Oslo, org.nr. 983 887 457", []),
    ("Det kan komme mer, og vi må vurdere det.", []),
]


def main():
    expected = found = right = 0
    start = time.perf_counter()
    for sentence, days in SENTENCES:
        settings = {"RELATIVE_BASE": REFERENCE, "PREFER_DAY_OF_MONTH": "last", "DATE_ORDER": "DMY"}
        answers = search_dates(sentence, languages=["nb"], settings=settings) or []
        got = [answer.date().isoformat() for _, answer in answers]
        hits = sum(day in got for day in days)
        expected, found, right = expected + len(days), found + len(got), right + hits
        print("ok " if hits == len(days) == len(got) else "-- ", sentence, "->", ", ".join(got) or "nothing")
    seconds = time.perf_counter() - start
    size = sum(len(sentence.encode()) for sentence, _ in SENTENCES)
    print(f"{right} of {expected} days right, {found - right} answers wrong, {size / seconds / 1e6:.4f} MB/s")


if __name__ == "__main__":
    main()
