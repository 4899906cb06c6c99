"""The 77 province names that may stand at the front of an address, known without a database."""

import geothai
from django.utils.text import slugify

PROVINCE_SLUGS = {slugify(province.name_en): province.code for province in geothai.provinces()}


class ProvinceSlug:
    """Path converter: the English name of one of the 77 provinces, so that no other address can collide with it."""

    regex = "|".join(sorted(PROVINCE_SLUGS, key=len, reverse=True))

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
