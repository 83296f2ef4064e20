"""The rules of the date grammar: numbers and years first, then points in time, then what joins them."""

from kzqa.language.dates.rules.calendar import CALENDAR
from kzqa.language.dates.rules.common import OUTPUTS
from kzqa.language.dates.rules.joined import FIRST_AND_LAST_DAYS, JOINED
from kzqa.language.dates.rules.units import UNITS
from kzqa.language.dates.rules.years import BARE_YEARS, NUMBERS, YEARS

STAGES = (NUMBERS, YEARS, CALENDAR, FIRST_AND_LAST_DAYS, UNITS, BARE_YEARS, *JOINED)

__all__ = ["OUTPUTS", "STAGES"]
