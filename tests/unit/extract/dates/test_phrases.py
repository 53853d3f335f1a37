"""Date phrases and when they are. Published on Friday 15 March 2024 unless the row says otherwise."""

import pytest

from presspack.extract.dates.extraction import dates_in

FRIDAY = "2024-03-15"

STATED = """
It met in the 1960s and 1970s.                  | 1960       | 1979       | year
It met on August 3[rd], 2023.                   | 2023-08-03 |            | day
It met in the second week of January 2023.      | 2023-01-08 | 2023-01-14 | day
It met in the last week of June 2021.           | 2021-06-24 | 2021-06-30 | day
It met in the first three quarters of 2023.     | 2023-01    | 2023-09    | month
Output fell in 1H23.                            | 2023-01    | 2023-06    | month
It lost money in the five years ending in 2022. | 2018       | 2022       | year
It shrank in the decade to 2020.                | 2011       | 2020       | year
It met in the week beginning 4 March 2024.      | 2024-03-04 | 2024-03-10 | day
It met in the week of March 6, 2024.            | 2024-03-04 | 2024-03-10 | day
Debt stood at 40 at end-2023.                   | 2023       |            | year
It opened in the opening quarter of 2022.       | 2022-01    | 2022-03    | month
It met on 17 August 2020.                       | 2020-08-17 |            | day
It met on 17th August, 2020.                    | 2020-08-17 |            | day
It met on the 17th of August 2020.              | 2020-08-17 |            | day
It met on August 17, 2020.                      | 2020-08-17 |            | day
It met on Aug. 17, 2020.                        | 2020-08-17 |            | day
It met on AUGUST 17, 2020.                      | 2020-08-17 |            | day
It met on Monday, August 17, 2020.              | 2020-08-17 |            | day
It met on Monday 17 August 2020.                | 2020-08-17 |            | day
It met on August the 17th, 2020.                | 2020-08-17 |            | day
It met on Sept 3, 2019.                         | 2019-09-03 |            | day
It met on 3 Sept. 2019.                         | 2019-09-03 |            | day
It met on May 9, 1945.                          | 1945-05-09 |            | day
It met on 2021-11-02.                           | 2021-11-02 |            | day
It met on 2021/11/02.                           | 2021-11-02 |            | day
It met on 11.02.2022.                           | 2022-02-11 |            | day
It met on 25/12/2023.                           | 2023-12-25 |            | day
It met on 12/25/2023.                           | 2023-12-25 |            | day
It met on 05/05/2023.                           | 2023-05-05 |            | day
It met on 01/02/2023.                           | 2023       |            | year
It met in August 2020.                          | 2020-08    |            | month
It met in August of 2020.                       | 2020-08    |            | month
It met in Aug. 2020.                            | 2020-08    |            | month
It met in August, 2020.                         | 2020-08    |            | month
It met in early August 2020.                    | 2020-08    |            | month
It met in mid-August 2020.                      | 2020-08    |            | month
It met at the end of August 2020.               | 2020-08    |            | month
It met in 2019.                                 | 2019       |            | year
It met in late 2019.                            | 2019       |            | year
It has met since 1999.                          | 1999       |            | year
The 2019 vote was fair.                         | 2019       |            | year
So 2019 was a hard year. It met in 2018.        | 2018       |            | year
The war (2008) was short.                       | 2008       |            | year
It met in the 1990s.                            | 1990       | 1999       | year
It met in the early 1990s.                      | 1990       | 1999       | year
It met in the '80s.                             | 1980       | 1989       | year
It met in the nineties.                         | 1990       | 1999       | year
It met in the 19th century.                     | 1801       | 1900       | year
It met between 2016 and 2018.                   | 2016       | 2018       | year
It met from 2016 to 2018.                       | 2016       | 2018       | year
It met in 2016-2018.                            | 2016       | 2018       | year
It met in 2016-18.                              | 2016       | 2018       | year
It met in the 2016/17 session.                  | 2016       | 2017       | year
It met from 14 to 16 May 2020.                  | 2020-05-14 | 2020-05-16 | day
It met on 14-16 May 2020.                       | 2020-05-14 | 2020-05-16 | day
It met on 14–16 May 2020.                       | 2020-05-14 | 2020-05-16 | day
It met on May 14-16, 2020.                      | 2020-05-14 | 2020-05-16 | day
It met from May 14 to 16, 2020.                 | 2020-05-14 | 2020-05-16 | day
It met on 14 and 15 May 2020.                   | 2020-05-14 | 2020-05-15 | day
It met on May 14 and 15, 2020.                  | 2020-05-14 | 2020-05-15 | day
It met from 30 April to 2 May 2020.             | 2020-04-30 | 2020-05-02 | day
It met from 30 December 2019 to 2 January 2020. | 2019-12-30 | 2020-01-02 | day
It fell in the fourth quarter of 2021.          | 2021-10    | 2021-12    | month
It fell in the fourth quarter 2021.             | 2021-10    | 2021-12    | month
It fell in the fourth quarter, 2021.            | 2021-10    | 2021-12    | month
It fell in Q4/2021.                             | 2021-10    | 2021-12    | month
It fell in 2021Q4.                              | 2021-10    | 2021-12    | month
It fell in 2021 Q4.                             | 2021-10    | 2021-12    | month
It fell in 4Q 2021.                             | 2021-10    | 2021-12    | month
It fell in FY2023.                              | 2023       |            | year
It fell in fiscal 2023.                         | 2023       |            | year
It fell in fiscal year 2023-24.                 | 2023       | 2024       | year
It fell in the June quarter of 2023.            | 2023-04    | 2023-06    | month
It fell in the 12 months to April 2023.         | 2022-05    | 2023-04    | month
It fell in the three months to February 2023.   | 2022-12    | 2023-02    | month
It fell in the year ended 31 March 2023.        | 2022-04-01 | 2023-03-31 | day
It fell in the week ending 5 May 2023.          | 2023-04-29 | 2023-05-05 | day
It met on the first Monday of March 2023.       | 2023-03-06 |            | day
It met on the last Sunday of March 2023.        | 2023-03-26 |            | day
It met between 2015 and February 2018.          | 2015       | 2018       | year
It met from December 30 to January 2, 2020.     | 2019-12-30 | 2020-01-02 | day
It met between March and May 2020.              | 2020-03    | 2020-05    | month
It met in March-May 2020.                       | 2020-03    | 2020-05    | month
It met between January and mid-May 2020.        | 2020-01    | 2020-05    | month
It met from late March to early May 2020.       | 2020-03    | 2020-05    | month
It met from March 2019 through May 2020.        | 2019-03    | 2020-05    | month
It met from November to January 2020.           | 2019-11    | 2020-01    | month
Sales fell in the first quarter of 2022.        | 2022-01    | 2022-03    | month
Sales fell in the last quarter of 2022.         | 2022-10    | 2022-12    | month
Sales fell in Q3 2022.                          | 2022-07    | 2022-09    | month
Sales fell in the second half of 2022.          | 2022-07    | 2022-12    | month
Sales fell in H1 2022.                          | 2022-01    | 2022-06    | month
Sales fell in the first nine months of 2022.    | 2022-01    | 2022-09    | month
Sales fell in the first 5 months of 2022.       | 2022-01    | 2022-05    | month
It met in the summer of 2020.                   | 2020-06    | 2020-08    | month
It met in spring 2020.                          | 2020-03    | 2020-05    | month
It met in autumn 2020.                          | 2020-09    | 2020-11    | month
It met in the fall of 2020.                     | 2020-09    | 2020-11    | month
It met in the winter of 2020.                   | 2020       |            | year
It met on Christmas Day 2020.                   | 2020-12-25 |            | day
It met before the September 11 attacks.         | 2001-09-11 |            | day
"""

RELATIVE = """
It met today.                                   | 2024-03-15 |            | day
It met yesterday.                               | 2024-03-14 |            | day
It met yesterday evening.                       | 2024-03-14 |            | day
It met last night.                              | 2024-03-14 |            | day
It met this morning.                            | 2024-03-15 |            | day
It met the day before yesterday.                | 2024-03-13 |            | day
It met on Friday.                               | 2024-03-15 |            | day
It met on Thursday.                             | 2024-03-14 |            | day
It met on Saturday.                             | 2024-03-09 |            | day
It met on Monday morning.                       | 2024-03-11 |            | day
It met last Friday.                             | 2024-03-08 |            | day
It met last Monday.                             | 2024-03-11 |            | day
It met this Monday.                             | 2024-03-11 |            | day
It met on Monday last week.                     | 2024-03-04 |            | day
It met last week.                               | 2024-03-04 | 2024-03-10 | day
It met this week.                               | 2024-03-11 | 2024-03-17 | day
It met earlier this week.                       | 2024-03-11 | 2024-03-17 | day
It met last weekend.                            | 2024-03-09 | 2024-03-10 | day
It met over the past week.                      | 2024-03-04 | 2024-03-10 | day
It met last month.                              | 2024-02    |            | month
It met earlier this month.                      | 2024-03    |            | month
It met at the beginning of this month.          | 2024-03    |            | month
It met late last month.                         | 2024-02    |            | month
It met last year.                               | 2023       |            | year
It met late last year.                          | 2023       |            | year
It met at the end of last year.                 | 2023       |            | year
Last year's vote was fair.                      | 2023       |            | year
It met earlier this year.                       | 2024       |            | year
It has met twice so far this year.              | 2024       |            | year
Sales fell in the first half of this year.      | 2024-01    | 2024-06    | month
Sales fell in the last quarter of last year.    | 2023-10    | 2023-12    | month
Sales in last year's fourth quarter fell.       | 2023-10    | 2023-12    | month
Sales fell last quarter.                        | 2023-10    | 2023-12    | month
It met last decade.                             | 2010       | 2019       | year
It met this summer.                             | 2024-06    | 2024-08    | month
It met last summer.                             | 2023-06    | 2023-08    | month
It met last winter.                             | 2023-12    | 2024-02    | month
It met last spring.                             | 2023-03    | 2023-05    | month
It met in July.                                 | 2023-07    |            | month
It met in March.                                | 2024-03    |            | month
It met in early March.                          | 2024-03    |            | month
It met last July.                               | 2023-07    |            | month
It met in May.                                  | 2023-05    |            | month
It met on 5 March.                              | 2024-03-05 |            | day
It met on March 5.                              | 2024-03-05 |            | day
It met on August 17.                            | 2023-08-17 |            | day
It met on Dec. 31.                              | 2023-12-31 |            | day
It met on New Year's Eve.                       | 2023-12-31 |            | day
It met on Tuesday, March 5.                     | 2024-03-05 |            | day
It met on Tuesday, 5.                           | 2024-03-05 |            | day
It met on Tuesday 5th.                          | 2024-03-05 |            | day
It closed today, Friday, 15.                    | 2024-03-15 |            | day
It met on the 3rd of this month.                | 2024-03-03 |            | day
It met from February 26 to 28.                  | 2024-02-26 | 2024-02-28 | day
It met from 26 to 28 February.                  | 2024-02-26 | 2024-02-28 | day
It met from December 28 to January 3.           | 2023-12-28 | 2024-01-03 | day
It met from Monday to Wednesday.                | 2024-03-11 | 2024-03-13 | day
It met two days ago.                            | 2024-03-13 |            | day
It met 10 days ago.                             | 2024-03-05 |            | day
It met a week ago.                              | 2024-03-04 | 2024-03-10 | day
It met two weeks ago.                           | 2024-02-26 | 2024-03-03 | day
It met a couple of weeks ago.                   | 2024-02-26 | 2024-03-03 | day
It met a month ago.                             | 2024-02    |            | month
It met six months ago.                          | 2023-09    |            | month
It met a year ago.                              | 2023       |            | year
It met about twenty years ago.                  | 2004       |            | year
It met three decades ago.                       | 1990       | 1999       | year
It met twice over the past five years.          | 2019       | 2024       | year
It met twice in the last three months.          | 2023-12    | 2024-03    | month
It met twice in the last 10 days.               | 2024-03-05 | 2024-03-15 | day
It met twice over the past two decades.         | 2004       | 2024       | year
As of March 1, it had 40 members.               | 2024-03-01 |            | day
"""

AHEAD = """
It will meet tomorrow.                          | 2024-03-16 |            | day
It will meet tonight.                           | 2024-03-15 |            | day
It will meet on Monday.                         | 2024-03-18 |            | day
It will meet on Friday.                         | 2024-03-15 |            | day
It will meet next Tuesday.                      | 2024-03-19 |            | day
It will meet next Saturday.                     | 2024-03-23 |            | day
It will meet this coming Saturday.              | 2024-03-16 |            | day
It will meet on Tuesday next week.              | 2024-03-19 |            | day
It will meet next week.                         | 2024-03-18 | 2024-03-24 | day
It will meet this weekend.                      | 2024-03-16 | 2024-03-17 | day
It will meet later this month.                  | 2024-03    |            | month
It will meet next month.                        | 2024-04    |            | month
It will meet early next month.                  | 2024-04    |            | month
It will meet later this year.                   | 2024       |            | year
It will meet by the end of the year.            | 2024       |            | year
It will meet at the end of the month.           | 2024-03    |            | month
It will meet next year.                         | 2025       |            | year
It will meet by 2030.                           | 2030       |            | year
It will meet in July.                           | 2024-07    |            | month
It will meet in February.                       | 2025-02    |            | month
It will meet in early September.                | 2024-09    |            | month
It will meet on 5 April.                        | 2024-04-05 |            | day
It will meet on January 5.                      | 2025-01-05 |            | day
It will meet on the 28th of this month.         | 2024-03-28 |            | day
It will meet from April 14 to 30.               | 2024-04-14 | 2024-04-30 | day
It will meet from 7 to 10 October.              | 2024-10-07 | 2024-10-10 | day
It will meet from April 1 (00.00) to April 3 (14.00). | 2024-04-01 | 2024-04-03 | day
It will meet between May and July.              | 2024-05    | 2024-07    | month
It will meet in the third quarter.              | 2024-07    | 2024-09    | month
It will meet in the second half of the year.    | 2024-07    | 2024-12    | month
It will meet next summer.                       | 2024-06    | 2024-08    | month
It will meet in two days.                       | 2024-03-17 |            | day
It will meet in two weeks.                      | 2024-03-25 | 2024-03-31 | day
It will meet in three months' time.             | 2024-06    |            | month
It will meet in two years.                      | 2026       |            | year
It will meet on Christmas Eve.                  | 2024-12-24 |            | day
"""

UNKNOWN = """
It met on that day.
It met recently, in recent weeks.
It met several months ago.
It met more than ten years ago.
It met two days before the vote.
It will meet in the coming days.
It met two weeks later.
"""

NO_DATE = """
She may march on, and we may march with her.
The plan Vision 2030 and the Expo 2017 hall are old.
About 2000 people came, among them 1999 voters.
Prices rose by an average of 1500.
It costs $2020 or 2020 euros.
May Brown and April Jones sat on a sun deck.
The second man won by a fall.
It was a day of joy, and the week was long.
Version 2.1.2020.3 is out.
They ran for 45 years and 20 days.
Call 555-2019 or write.
A total of 2000 activists came to 2000 villages.
Article 12 and page 5 say so.
Many a summer night is warm.
He had one second and an august air.
It meets every Friday, any Monday, each July.
We sang on Good Friday and shopped on Black Friday.
I read it in Harbour Today and in 21st Century News.
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def last_range(text: str, tense: str, published: str | None = FRIDAY) -> tuple[str | None, str | None, str, str]:
    found = dates_in(text, published, tense)
    assert found, "no date phrase found"
    when = found[-1].range
    return when.start, when.end, when.precision, when.source


@pytest.mark.parametrize(("text", "start", "end", "precision"), rows(STATED))
def test_a_stated_date_needs_no_publication_date(text: str, start: str, end: str, precision: str) -> None:
    assert last_range(text, "past", None) == (start, end or None, precision, "stated")


@pytest.mark.parametrize(("text", "start", "end", "precision"), rows(RELATIVE))
def test_a_date_in_the_past_tense_is_the_last_one(text: str, start: str, end: str, precision: str) -> None:
    assert last_range(text, "past") == (start, end or None, precision, "relative")


@pytest.mark.parametrize(("text", "start", "end", "precision"), rows(AHEAD))
def test_a_date_in_the_future_tense_is_the_next_one(text: str, start: str, end: str, precision: str) -> None:
    source = "stated" if "2030" in text else "relative"
    assert last_range(text, "future") == (start, end or None, precision, source)


@pytest.mark.parametrize("text", [row[0] for row in rows(RELATIVE)])
def test_relative_dates_stay_unknown_without_a_publication_date(text: str) -> None:
    assert {p.range.start for p in dates_in(text, None)} == {None}


@pytest.mark.parametrize("text", UNKNOWN.strip().splitlines())
def test_a_vague_phrase_is_a_phrase_without_a_date(text: str) -> None:
    assert last_range(text, "past") == (None, None, "unknown", "unknown")


@pytest.mark.parametrize("text", NO_DATE.strip().splitlines())
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert [text[slice(*p.span)] for p in dates_in(text, FRIDAY)] == []


def test_the_one_year_of_its_full_dates_is_that_of_a_text_without_a_publication_date() -> None:
    found = dates_in("It met on June 17, 2020. It met again on July 27. It met on Friday.", None)
    assert [p.range.start for p in found] == ["2020-06-17", "2020-07-27", None]


def test_two_years_leave_a_bare_day_open() -> None:
    found = dates_in("It met on June 17, 2020, and in May 2019. It met again on July 27.", None)
    assert found[-1].range.start is None


def test_a_year_in_the_sentence_is_that_of_its_months_unless_it_bounds_a_time() -> None:
    assert last_range("In 2019 it met twice, the last time in June.", "past")[0] == "2019-06"
    assert last_range("It has met since 2019, the last time in June.", "past")[0] == "2023-06"


@pytest.mark.parametrize(("published", "starts"), [
    ("2024", ["2023", "2024-03", None, None]),
    ("2024-03", ["2023", "2024-03", "2024-02", None]),
])  # fmt: skip
def test_a_coarse_publication_date_resolves_only_what_it_can(published: str, starts: list[str | None]) -> None:
    found = dates_in("It met last year, in March, last month and on Friday.", published)
    assert [p.range.start for p in found] == starts
