"""Amounts of money in Thai words, as official papers repeat them in brackets."""

from decimal import Decimal

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def baht_in_words(amount: Decimal | int) -> str:
    """ "1234.50" -> "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"; whole baht end in "ถ้วน".

    Raises ValueError for a part of a satang: an amount of money is rounded by whoever knows how, not here.
    """
    satang = Decimal(amount) * 100
    if satang != int(satang):
        raise ValueError(f"{amount} has parts of a satang")
    whole, rest = divmod(abs(int(satang)), 100)
    sign = "ลบ" if satang < 0 else ""
    if not rest:
        return f"{sign}{in_words(whole)}บาทถ้วน"
    baht = f"{in_words(whole)}บาท" if whole else ""
    return f"{sign}{baht}{in_words(rest)}สตางค์"


def in_words(number: int) -> str:
    """A whole number that is not negative, in Thai words; a million of millions is "ล้านล้าน"."""
    if number == 0:
        return "ศูนย์"
    millions, rest = divmod(number, _MILLION)
    above = f"{in_words(millions)}ล้าน" if millions else ""
    return above + _below_a_million(rest, is_alone=not millions)


def _below_a_million(number: int, *, is_alone: bool) -> str:
    written = str(number) if number else ""
    words = [_place(int(digit), len(written) - at - 1) for at, digit in enumerate(written)]
    if written.endswith("1") and (len(written) > 1 or not is_alone):
        words[-1] = "เอ็ด"
    return "".join(words)


def _place(digit: int, place: int) -> str:
    if digit == 0:
        return ""
    if place == 1:
        return {1: "สิบ", 2: "ยี่สิบ"}.get(digit, f"{_DIGITS[digit]}สิบ")
    return _DIGITS[digit] + _PLACES[place]
