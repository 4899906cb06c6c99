"""Fills the places from geothai and from our own tile maps; run again, it changes only what changed."""

import json
from pathlib import Path

import geothai
from django.db import transaction

from welfare_movement.places.models import District, Province, Tambon
from welfare_movement.places.slugs import PROVINCE_SLUGS
from welfare_movement.thai.sorting import sort_key

SHAPES = Path(__file__).parent / "shapes"
# geothai writes the capital inside the word; the province's own papers do not.
ENGLISH_NAMES = {"8003": "Lan Saka"}


def load_places():
    """Insert or update all places in one transaction. Returns how many there are: (provinces, districts, tambons)."""
    shapes = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SHAPES.glob("*.json"))]
    provinces, districts, tambons = _provinces(shapes), _districts(shapes), _tambons(shapes)
    with transaction.atomic():
        for rows in (provinces, districts, tambons):
            _upsert(rows)
    return len(provinces), len(districts), len(tambons)


def _provinces(shapes):
    slugs = {code: slug for slug, code in PROVINCE_SLUGS.items()}
    sizes = {shape["province"]: shape for shape in shapes}
    return [
        Province(
            slug=slugs[area.code],
            tile_rows=sizes.get(area.code, {}).get("rows", 0),
            tile_columns=sizes.get(area.code, {}).get("columns", 0),
            **_names(area),
        )
        for area in geothai.provinces()
    ]


def _districts(shapes):
    tiles = {code: tile for shape in shapes for code, tile in shape["districts"].items()}
    return [
        District(
            province_id=area.province_code,
            short_th=tiles.get(area.code, {}).get("short_th", ""),
            short_en=tiles.get(area.code, {}).get("short_en", ""),
            tile_row=tiles.get(area.code, {}).get("row"),
            tile_column=tiles.get(area.code, {}).get("column"),
            villages=tiles.get(area.code, {}).get("villages"),
            official_tambons=tiles.get(area.code, {}).get("official_tambons"),
            **_names(area),
        )
        for province in geothai.provinces()
        for area in geothai.districts(province.code)
    ]


def _tambons(shapes):
    without_villages = {code for shape in shapes for code in shape["tambons_without_villages"]}
    return [
        Tambon(
            district_id=area.district_code,
            postal_code=next(iter(area.postal_codes), ""),
            has_villages=area.code not in without_villages,
            **_names(area),
        )
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for area in geothai.subdistricts(district.code)
    ]


def _names(area):
    return {
        "code": area.code,
        "name_th": area.name_th,
        "name_en": ENGLISH_NAMES.get(area.code, area.name_en),
        "sort_key": sort_key(area.name_th),
    }


def _upsert(rows):
    model = type(rows[0])
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields, batch_size=1000
    )
