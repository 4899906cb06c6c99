from itertools import cycle

from benchmarks.floor.models import Organisation
from benchmarks.floor.views import STATES

TAMBONS = 94


def fill(number):
    """So many organisations, spread over the tambons and the states."""
    states = cycle(STATES)
    Organisation.objects.bulk_create(
        [
            Organisation(
                tambon=800100 + each % TAMBONS,
                name=f"กองทุนสวัสดิการชุมชนตำบลตัวอย่างที่ {each}",
                state=next(states),
                members=200 + each % 1300,
            )
            for each in range(number)
        ]
    )
