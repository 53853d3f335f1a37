"""Records in another language are named by its code, short ones too, and however their script writes vowels."""

import pytest

from presspack.captures.records import RawRecord
from presspack.clean.language import is_foreign_script, language_of
from presspack.clean.record import clean_record

SENTENCES = {
    "am": "የከተማው ምክር ቤት ማክሰኞ ዕለት አሮጌውን የጀልባ ጣቢያ ለመዝጋት ወሰነ።",
    "ar": "صوت مجلس البلدة يوم الثلاثاء على إغلاق محطة العبارات القديمة التي تعمل منذ سنوات",
    "az": "Şəhər şurası çərşənbə axşamı köhnə bərə terminalını bağlamağa qərar verdi.",
    "bg": "Общинският съвет гласува във вторник да затвори стария фериботен терминал.",
    "bn": "নগর পরিষদ মঙ্গলবার পুরানো ফেরি টার্মিনাল বন্ধ করার পক্ষে ভোট দিয়েছে।",
    "cs": "Městská rada v úterý hlasovala pro uzavření starého přívozu u mostu.",
    "de": "Der Stadtrat hat am Dienstag beschlossen, das alte Fährterminal zu schließen.",
    "el": "Το δημοτικό συμβούλιο ψήφισε την Τρίτη να κλείσει τον παλιό σταθμό.",
    "es": "El ayuntamiento votó el martes cerrar la antigua terminal de transbordadores del puerto.",
    "fa": "شورای شهر روز سه‌شنبه به بستن پایانه قدیمی کشتی رأی داد.",
    "fi": "Kaupunginvaltuusto äänesti tiistaina vanhan lauttaterminaalin sulkemisesta.",
    "fr": "Le conseil municipal a voté mardi la fermeture de l’ancien terminal des ferries du port.",
    "he": "מועצת העיירה הצביעה ביום שלישי על סגירת מסוף המעבורות הישן",
    "hi": "नगर परिषद ने मंगलवार को पुराने नौका टर्मिनल को बंद करने के लिए मतदान किया।",
    "hu": "A városi tanács kedden megszavazta a régi kompterminál bezárását.",
    "hy": "Քաղաքային խորհուրդը երեքշաբթի քվեարկեց փակել հին նավահանգիստը։",
    "it": "Il consiglio comunale ha votato martedì per chiudere il vecchio terminal dei traghetti.",
    "ja": "町議会は火曜日、古いフェリーターミナルを閉鎖することを決議した。",
    "ka": "საქალაქო საბჭომ სამშაბათს ძველი საბორნე ტერმინალის დახურვას დაუჭირა მხარი.",
    "kk": "Қалалық кеңес сейсенбі күні ескі паром терминалын жабу туралы шешім қабылдады.",
    "km": "ក្រុមប្រឹក្សាក្រុងបានបោះឆ្នោតនៅថ្ងៃអង្គារឱ្យបិទចំណតសាឡាងចាស់",
    "ko": "시의회는 화요일 오래된 여객선 터미널을 폐쇄하기로 결정했다.",
    "ky": "Шаардык кеңеш шейшемби күнү эски паром терминалын жабууну чечти.",
    "lo": "ສະພາເມືອງໄດ້ລົງຄະແນນສຽງໃນວັນອັງຄານໃຫ້ປິດທ່າເຮືອເກົ່າ",
    "mn": "Хотын зөвлөл мягмар гарагт хуучин усан онгоцны зогсоолыг хаахаар шийдвэрлэв.",
    "my": "မြို့ကောင်စီသည် အင်္ဂါနေ့တွင် ကူးတို့ဆိပ်ဟောင်းကို ပိတ်ရန် မဲပေးခဲ့သည်။",
    "nl": "De gemeenteraad stemde dinsdag voor sluiting van de oude veerterminal in de haven.",
    "pl": "Rada miasta głosowała we wtorek za zamknięciem starego terminalu promowego.",
    "pt": "A câmara municipal votou na terça-feira o encerramento do antigo terminal de ferries.",
    "ro": "Consiliul local a votat marți închiderea vechiului terminal de feriboturi.",
    "ru": "Городской совет во вторник проголосовал за закрытие старого паромного терминала.",
    "sq": "Këshilli i qytetit votoi të martën për mbylljen e terminalit të vjetër të trageteve.",
    "sv": "Kommunfullmäktige röstade i tisdags för att stänga den gamla färjeterminalen.",
    "sw": "Baraza la mji lilipiga kura Jumanne kufunga kituo cha zamani cha feri.",
    "ta": "நகர சபை செவ்வாயன்று பழைய படகு முனையத்தை மூட வாக்களித்தது.",
    "te": "పట్టణ మండలి మంగళవారం పాత ఫెర్రీ టెర్మినల్‌ను మూసివేయడానికి ఓటు వేసింది.",
    "th": "สภาเทศบาลเมืองลงมติเมื่อวันอังคารให้ปิดท่าเรือเฟอร์รี่เก่า",
    "tr": "Belediye meclisi salı günü eski feribot terminalini kapatma kararı aldı.",
    "uk": "Міська рада у вівторок проголосувала за закриття старого поромного термінала.",
    "ur": "ٹاؤن کونسل نے منگل کو پرانا فیری ٹرمینل بند کرنے کے حق میں ووٹ دیا۔",
    "vi": "Hội đồng thị trấn hôm thứ Ba đã bỏ phiếu đóng cửa bến phà cũ.",
    "zh": "市议会星期二投票决定关闭旧渡轮码头",
}


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize(
    "form", ["{0}", "<html><body><article><p>{0}</p></article></body></html>", "{0}\n\n{0}\n\n{0}\n\n{0}"]
)
def test_a_record_in_another_language_is_named(code: str, form: str) -> None:
    media_type = "text/html" if form.startswith("<") else "text/plain"
    article = clean_record(RawRecord("a", 1, form.format(SENTENCES[code]).encode(), media_type))
    assert (article.status, article.language, article.reason) == ("unsupported_language", code, f"language_{code}")


@pytest.mark.parametrize(
    "words",
    ["Page not found", "Subscribe Log in Contact", "Loading", "© 2021 The Post", "Photo: AP", "", "12 34", "Advertisement",
     "Home News Sport Weather", "The council met on Monday."],
)  # fmt: skip
def test_a_few_english_words_are_empty_and_no_other_language(words: str) -> None:
    assert clean_record(RawRecord("a", 1, words.encode(), "text/plain")).status == "empty"


def test_too_few_letters_tell_no_language() -> None:
    assert language_of("Hello there, 12345 67890") == (None, None)
    assert language_of("市议") == (None, None)


def test_a_script_other_than_latin_is_told_with_its_accents_apart() -> None:
    assert is_foreign_script("Ελληνικά")
    assert not is_foreign_script("Đặng Văn Lâm, Łódź, Çeşme")
    assert not is_foreign_script("")
