"""Names of invented people in several scripts, each with its handle; enough to tell a hundred thousand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Given names and family names by script: the word as it is written, and after a slash its letters in ASCII.
_GIVEN = {
    "latin": "Ada Björn/bjorn Chiara Daniel Élodie/elodie Fatima Gustav Hélène/helene Ingrid João/joao Katarzyna Liam "
    "Małgorzata/malgorzata Noor Özlem/ozlem Paweł/pawel Quentin Rosalía/rosalia Søren/soren Théo/theo Ulrike "
    "Vanessa Wanjiru Ximena Yara Zoë/zoe Amara Bruno Camille Dmitri Esther Freya Gabriel Hanna Ismail Júlia/julia "
    "Kwame Lucía/lucia Marek Nadia Oscar Priya Rafael Şebnem/sebnem Tomáš/tomas Uche Viktória/viktoria William",
    "cyrillic": "Анна/anna Борис/boris Вера/vera Дарья/darya Егор/egor Зоя/zoya Иван/ivan Кирилл/kirill Лада/lada "
    "Олена/olena",
    "greek": "Αθηνά/athina Γιώργος/giorgos Ελένη/eleni Νίκος/nikos",
    "han": "伟/wei 芳/fang 娜/na 秀英/xiuying 敏/min 静/jing",
    "kana": "さくら/sakura はるか/haruka ゆうき/yuki ケンジ/kenji",
    "hangul": "민준/minjun 서연/seoyeon 지우/jiu 하은/haeun",
    "arabic": "ليلى/layla أحمد/ahmad سارة/sara يوسف/yusuf",
    "hebrew": "נועם/noam תמר/tamar",
    "devanagari": "आरव/aarav दीया/diya ईशान/ishaan",
}
_FAMILY = {
    "latin": "Almeida Bergström/bergstrom Castellano Dąbrowska/dabrowska Eriksson Fernández/fernandez "
    "Grünewald/grunewald Haddad Ivanović/ivanovic Jørgensen/jorgensen Kowalczyk Lindqvist Moreau Ngugi Okonkwo "
    "Petrenko Quintero Rossetti Szabó/szabo Thorvaldsen Ugarte Vasconcelos Wojciechowski Xenakis Yamaguchi Zimmermann",
    "cyrillic": "Соколова/sokolova Мороз/moroz Шевченко/shevchenko Лебедев/lebedev",
    "greek": "Παππάς/pappas Δημητρίου/dimitriou",
    "han": "王/wang 欧阳/ouyang 陈/chen",
    "kana": "たなか/tanaka スズキ/suzuki",
    "hangul": "김/kim 박/park",
    "arabic": "حداد/haddad منصور/mansour",
    "hebrew": "לוי/levi",
    "devanagari": "शर्मा/sharma पटेल/patel",
}
# Where the family name comes first, without a space: the signs of which given names are made past the lists.
_SIGNS = {
    "han": "伟/wei 芳/fang 娜/na 秀/xiu 英/ying 敏/min 静/jing 丽/li 强/qiang 磊/lei 洋/yang 勇/yong 艳/yan "
    "杰/jie 娟/juan 涛/tao 明/ming 超/chao 霞/xia 平/ping 刚/gang 桂/gui 文/wen 华/hua 建/jian 国/guo "
    "红/hong 军/jun 玉/yu 梅/mei",
    "kana": "さ/sa く/ku ら/ra は/ha る/ru か/ka ゆ/yu き/ki な/na み/mi ほ/ho の/no あ/a い/i え/e "
    "お/o た/ta と/to ま/ma り/ri",
    "hangul": "민/min 준/jun 서/seo 연/yeon 지/ji 우/u 하/ha 은/eun 도/do 윤/yun 현/hyeon 수/su 영/yeong "
    "진/jin 호/ho 선/seon",
}
# Syllables of which more family names are made than any list holds; no two made ones are near-doubles.
_SYLLABLES = tuple(
    f"{first}{last}" for first in "bdfgklmnprstvz" for last in ("a", "e", "i", "o", "u", "an", "er", "il")
)
_SHARE = 20  # one name in so many is of another script than Latin, for each of them


def people(count: int) -> Iterator[tuple[str, str]]:
    """So many names, each with a handle of its own."""
    latin = _words(_GIVEN["latin"]), _words(_FAMILY["latin"])
    others = [script for script in _GIVEN if script != "latin"]
    taken: set[str] = {"ana-ruiz"}
    yield "Ana Ruiz", "ana-ruiz"
    for at in range(1, count):
        script = others[at // _SHARE % len(others)] if at % _SHARE < 3 else "latin"
        given, family = latin if script == "latin" else (_words(_GIVEN[script]), _words(_FAMILY[script]))
        first, first_handle = given[at % len(given)]
        last, last_handle = family[at // len(given) % len(family)]
        if at >= len(latin[0]):
            # Past the lists a made name tells them apart, as a second family name does.
            if script in _SIGNS:
                first, first_handle = _spelt(at, _words(_SIGNS[script]))
            else:
                made = _made(at)
                last, last_handle = f"{last} {made}", f"{last_handle}-{made.casefold()}"
        name = f"{last}{first}" if script in _SIGNS else f"{first} {last}"
        handle = f"{first_handle}-{last_handle}".casefold()
        while handle in taken:
            handle += "x"
        taken.add(handle)
        yield name, handle


def _words(listed: str) -> list[tuple[str, str]]:
    return [(word.partition("/")[0], word.partition("/")[2] or word.casefold()) for word in listed.split()]


def _made(number: int) -> str:
    """A word made of a number, three syllables of it: the same for the same number."""
    many = len(_SYLLABLES)
    number = _mixed(number) % many**3
    return "".join(_SYLLABLES[number // many**place % many] for place in range(3)).capitalize()


def _spelt(number: int, signs: list[tuple[str, str]]) -> tuple[str, str]:
    """A given name of three signs made of a number, and its letters."""
    many = len(signs)
    number = _mixed(number) % many**3
    chosen = [signs[number // many**place % many] for place in range(3)]
    return "".join(sign for sign, _ in chosen), "".join(letters for _, letters in chosen)


def _mixed(number: int) -> int:
    """A number far from those of its neighbours, so that neighbours in the list are none in letters."""
    return (number * 2_654_435_761 & 0xFFFFFFFF) >> 7
