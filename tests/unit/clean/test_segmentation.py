"""Captures in the manner of English-language sites of several regions: the furniture of each, an article of our own."""

from dataclasses import dataclass, field

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.article import CleanArticle
from presspack.clean.record import body_words, clean_record


@dataclass(frozen=True)
class Capture:
    """A capture with what is to come out; the lines of `body` stand in it one after the other, `between` in the middle."""

    region: str
    above: str
    title: str
    under: str
    body: tuple[str, ...]
    below: str
    between: str = ""
    metadata: dict[str, str | None] = field(default_factory=dict)

    def text(self) -> str:
        """Return the capture as it would be saved from a browser."""
        half = len(self.body) // 2
        parts = [self.above, self.title, self.under, *self.body[:half], self.between, *self.body[half:], self.below]
        return "\n\n".join(part for part in parts if part) + "\n"


CAPTURES = [
    Capture(
        "east africa",
        "Sign in\nMy Account\nHome\nNews\nCounties\nBusiness\nOpinion\nSports\nE-Paper\n\nBreaking News\nGovernor's aide arrested over missing maize",
        "Fishermen in Lodara want the new harbour opened before the rains",
        "By Wanjiru Otembo\n\nThe Lake Standard\n\nTuesday, November 02, 2021",
        (
            "Fishermen in Lodara have asked the county to open the new harbour before the long rains, saying that they lose a third of their catch on the road.",
            "Speaking at the beach on Monday, their chairman Peter Okumba said the cold store has stood empty since it was handed over in June.",
            "“We were told three months. We have now waited for five, and the ice melts before the lorry comes,” he said.",
            "County secretary Ruth Achola said the power line would be switched on this week and that 40 stalls had been given out.",
            "She added that a second jetty would be built next year if the assembly passes the budget.",
        ),
        "Stay informed. Subscribe to our newsletter\n\nRelated Topics\n\nLodara\nFishing\nHarbour\n\n.\n\nLatest Stories\n\nMCAs walk out as speaker reads petition on water board\nBy Brian Kito 1 hr ago\nTeachers reject new medical cover\nBy Ann Cherono 2 hrs ago\n\n© 2021 The Lake Standard. All Rights Reserved",
        "Also read: County to audit all stalled markets",
        {"author": "Wanjiru Otembo", "published_on": "2021-11-02", "outlet": "The Lake Standard"},
    ),
    Capture(
        "west africa",
        "FRIDAY, NOVEMBER 5, 2021\n\nHome\nNews\nPolitics\nMetro\nEntertainment\n\nADVERTISEMENT",
        "Traders shut Obanke market over new toll",
        "By Tunde Alaka\n\nNovember 5, 2021\n\nShare on Facebook\nShare on Twitter\nWhatsApp\nTelegram",
        (
            "Traders at the Obanke market on Thursday locked their shops in protest against a toll which the council brought in at the start of the month.",
            "The protesters, who carried leaves and placards, blocked the main gate for over four hours and turned lorries back.",
            "Their leader, Mrs Folake Idowe, said the new toll of 500 naira a day was more than many of them earn.",
            "“We are begging the chairman to look into this matter. We have children in school,” she said.",
            "When contacted, the chairman of the council, Mr Segun Bamiro, said a meeting with the traders had been fixed for Monday.",
        ),
        "Kindly share this story:\n\nAll rights reserved. This material, and other digital content on this website, may not be reproduced, published, broadcast, rewritten or redistributed in whole or in part without prior express written permission.\n\nContact: news@obankepost.example\n\nYOU MAY LIKE\n\nHow I started my farm with one bag of seed\nPolice parade six over stolen transformer\n\nLeave a Reply\nYour email address will not be published.\nCopyright © 2021 Obanke Post",
        "READ ALSO: Council seals six filling stations\n\nADVERTISEMENT",
        {"author": "Tunde Alaka", "published_on": "2021-11-05", "outlet": "Obanke Post"},
    ),
    Capture(
        "southern africa",
        "News24h\nSubscribe\nLog in\n\nHome › News › Local",
        "Water to be cut in three Karoo towns for two days",
        "03 November 2021 - 06:00\n\nBy NOMSA DLUDLU",
        (
            "Residents of three towns in the Karoo will have no water from Saturday morning until Monday while a pipe of 60 years is replaced.",
            "The municipality said on Tuesday that tankers would stand at the clinics and at the two largest schools.",
            "Farmers' union head Pieter Vosloo said the notice was too short, and that dairies alone needed 30,000 litres a day.",
            "The work will cost R14m, of which the province pays half.",
        ),
        "Would you like to comment on this article?\nSign up (it's quick and free) or sign in now.\n\nPlease read our Comment Policy before commenting.\n\nMost read\n\n1\nSix held after cash heist on the N1\n2\nPetrol to rise again on Wednesday\n\n© 2021 Karoo Mirror Holdings",
        "",
        {"published_on": "2021-11-03"},
    ),
    Capture(
        "india",
        "Wednesday, Nov 03, 2021 | E-Paper\n\nHome / Cities / Devpura /",
        "Devpura: 12 buses gutted in depot fire, no one hurt",
        "Staff Reporter\nDEVPURA, November 03, 2021 10:15 IST\nUpdated: November 03, 2021 10:15 IST\n\nSHARE ARTICLE\n\nPRINT\n\nA A A",
        (
            "As many as 12 buses were gutted when a fire broke out at the city depot in the early hours of Wednesday, the police said.",
            "No one was hurt, since the drivers who sleep in the hall had left for the festival, an official of the fire department said.",
            "Four tenders took two hours to douse the flames. The loss is put at Rs 3.2 crore.",
            "A case has been registered and a probe is on, Deputy Commissioner S. Ramnathan told reporters.",
            "Services on nine routes will be run with buses from other depots till the weekend, he said.",
        ),
        "(With inputs from agencies)\n\nOur code of editorial values\n\nPrintable version | Nov 3, 2021 6:22:03 pm |\n\nNext Story\n\nMore from this section\n\nMetro line to open for trial runs by Pongal\nLake encroachments to be cleared, says Mayor\n\n© The Devpura Herald 2021",
        "Also Read | Depot roof was declared unsafe in audit",
        {"published_on": "2021-11-03", "outlet": "The Devpura Herald"},
    ),
    Capture(
        "pakistan",
        "E-PAPER | NOVEMBER 03, 2021\n\nHome\nLatest\nPakistan\nOpinion\nBusiness\nPrism",
        "Growers block highway over sugar cane rates",
        "Nadeem Chattha | Published November 3, 2021",
        (
            "SAKHIPUR: Hundreds of sugar cane growers on Tuesday blocked the national highway for three hours against the rates fixed by the mills.",
            "They demanded Rs300 per maund and said the mills owed them dues of two seasons.",
            "Assistant Commissioner Tariq Baloch held talks with their elders, after which the road was opened to traffic.",
            "The growers gave the mills one week and said that otherwise they would march on the provincial assembly.",
        ),
        "Published in The Sakhipur Times, November 3rd, 2021\n\nRead more\n\nMust Read\n\nA house of sand\nThe river that left its town behind\n\nComments\n\nClosed\n\nCopyright © 2021, The Sakhipur Times",
        "",
        {"author": "Nadeem Chattha", "published_on": "2021-11-03"},
    ),
    Capture(
        "balkans",
        "BIRNO\nABOUT\nPROGRAMMES\nCOUNTRIES\nBOSNIA\nKOSOVO\nSERBIA\n\nNEWS",
        "Kostrava Mayor Charged With Giving Land to Party Friends",
        "The prosecution says that 11 plots by the lake were sold for a tenth of their price.\n\nJelena Markovac\nKostrava\nBIRNO\nNovember 3, 2021\n14:22",
        (
            "The mayor of Kostrava was charged on Wednesday with abuse of office over the sale of 11 plots by the lake to members of his party.",
            "According to the indictment, which our reporters have seen, the plots were sold without a tender between 2017 and 2019.",
            "The mayor, Zoran Belic, denied all the charges and told reporters that the case was political.",
            "If he is found guilty, he faces up to eight years in prison.",
        ),
        "Tags: Corruption, Land, Mayors\n\nRead more:\n\nLake Town Protests Against New Hotels\nAudit Finds Holes in Kostrava’s Books\n\nSign up for our weekly newsletter\nYour e-mail\n\nABOUT THE AUTHOR\nJelena Markovac\nJelena Markovac is a journalist for Birno based in Kostrava.\n\n© 2021 Birno Network",
        "",
        {"author": "Jelena Markovac", "published_on": "2021-11-03"},
    ),
    Capture(
        "latin america",
        "Tuesday, November 2, 2021\n\nHOME\nPOLITICS\nECONOMY\nSOCIETY\nSPORTS\n\nPOLITICS | 02-11-2021 18:40",
        "Senate in Valdoria passes rent bill after 14-hour debate",
        "Landlords' groups say they will go to court; tenants call it a first step.\n\nby Camila Ferreyra\n\nSHARE THIS NEWS",
        (
            "Senators in Valdoria passed a bill on Tuesday that caps rises in rent, at the end of a debate that took 14 hours and a night.",
            "The bill got 38 votes in favour and 29 against, with four abstentions.",
            "Under its terms, rents may rise once a year and by no more than wages do.",
            "Opposition leader Hernan Quiroz said the law would empty the market, as owners would rather keep their flats shut.",
            "The government has 30 days to publish the rules by which the law is to be applied.",
        ),
        "– VALDORIA TIMES/AGENCIES\n\nrelated news\n\nUnions call for a stoppage on the 18th\nWhat we learned this week: October 23 to 30\n\nIn this news\n\nCamila Ferreyra\n\nMore in (in spanish)\n\nEditorial Perfil de Valdoria\nAll rights reserved © 2021",
        "",
        {"author": "Camila Ferreyra", "published_on": "2021-11-02"},
    ),
    Capture(
        "caucasus",
        "ქართული\nENG\nRUS\n\nHome / Politics\n\n2 November 2021 - 17:05\n0 comments",
        "Opposition parties in Tskala leave the council over mandate row",
        "(Photo: Givi Lomaia/Tskalapress)",
        (
            "TSKALA. TSKALAPRESS - Three opposition parties said on Tuesday that they would not take up their seats in the town council.",
            "They hold 14 of the 35 seats between them, which leaves the council one short of the two thirds that it needs to elect a mayor.",
            "“There will be no work with people who sat at the counting table,” said Nino Kapanari of the Lantern party.",
            "The ruling party called the step a show, and said that the council would meet on November 12 as planned.",
        ),
        "Print\nFacebook\nTwitter\nVKontakte\nTelegram\n\nNews on this topic:\n17:02 Council elections to be repeated in four precincts\n11:40 Observers publish their report\n\nAll news\n\nAdd comment\n\nExchange rates\nUSD 3.15\nEUR 3.64",
        "",
        {"published_on": "2021-11-02", "outlet": "TSKALAPRESS"},
    ),
    Capture(
        "south-east asia",
        "Menu\nSearch\nLog In\n\nNATION\nASEAN+\nMETRO NEWS",
        "Villagers of Kampung Serai get their bridge back after two floods",
        "By RAHIM SALLEH\nNATION\nWednesday, 03 Nov 2021\n2:10 PM MYT",
        (
            "KAMPUNG SERAI: Some 600 villagers here no longer have to go round by the hills, as the bridge that two floods took away has been rebuilt.",
            "State works committee chairman Datuk Lim Teck Hoe said the new bridge was two metres higher than the old one and cost RM4.6mil.",
            "Housewife Siti Mariam, 52, said her children used to leave for school at five in the morning.",
            "The old bridge was swept away in 2017 and its makeshift replacement in January this year.",
        ),
        "Article type: free\nUser access status: 3\n\nJoin our Telegram channel to get our Evening Alerts and breaking news highlights\n\nTags / Keywords: Bridge , Flood\n\nFound a mistake in this article? Report it to us.\n\nRelated News\n\nNATION 1h ago\nThree hurt as lorry hits toll booth\nNATION 2h ago\nSchools to stay open next week\n\nCopyright © 1995-2021 Serai Media Group",
        "",
        {"published_on": "2021-11-03"},
    ),
    Capture(
        "middle east",
        "Thursday 4 November 2021\nLast Update 12 minutes ago\n\nFRONT PAGE\nREGION\nWORLD\nBUSINESS",
        "Ministry of Roads says Qasr tunnel to reopen in spring",
        "Wed 3 Nov 2021 - 10:31 PM\n\nFile photo: The Qasr tunnel has been shut since the landslide of last March.",
        (
            "QASR – The tunnel of Qasr, shut by a landslide in March, is to reopen in spring, the Ministry of Roads said on Wednesday.",
            "Minister Faris Haddoun said during a visit that 80 per cent of the lining had been renewed and that lighting would follow.",
            "About 9,000 cars a day used the tunnel before it was shut; they now take a mountain road that is closed on snowy days.",
            "The ministry has paid 21 million dinars to the builders so far, he added.",
        ),
        "Latest News\n\nPrices of tomatoes fall for second week\nFour arrested over bank notes\n\nPopular\n1 Weather: dust in the south\n2 School year to begin late\n\nNewsletter\nSubscribe to our newsletter to get the latest\n\nThe Qasr Gazette. All rights reserved.",
        "",
        {"published_on": "2021-11-03"},
    ),
]


def cleaned(capture: Capture) -> CleanArticle:
    return clean_record(RawRecord("capture.txt", 1, capture.text().encode(), "text/plain"))


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.region)
def test_the_body_of_a_capture_from_any_region_comes_out_whole_and_alone(capture: Capture) -> None:
    assert body_words(cleaned(capture)).replace(" -\n", " - ").replace(" –\n", " – ").split("\n") == list(capture.body)


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda capture: capture.region)
def test_the_title_of_a_capture_from_any_region_is_found(capture: Capture) -> None:
    title = cleaned(capture).title
    assert title is not None
    assert title.value == capture.title


@pytest.mark.parametrize(
    ("capture", "name"), [(c, name) for c in CAPTURES for name in c.metadata], ids=lambda v: getattr(v, "region", v)
)
def test_what_a_capture_from_any_region_says_of_itself_is_read(capture: Capture, name: str) -> None:
    found = getattr(cleaned(capture), name)
    assert (found.value if found else None) == capture.metadata[name]
