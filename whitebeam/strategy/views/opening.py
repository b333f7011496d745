"""Who opens the plan's pages."""

from whitebeam.kernel.purposes import Purpose
from whitebeam.partners.access import needs
from whitebeam.partners.models import Duty
from whitebeam.strategy.policy import READERS

readers = needs(*READERS, purpose=Purpose.STATISTICS)
reporters = needs(Duty.REPORT_PROGRESS, Duty.KEEP_PLAN, purpose=Purpose.STATISTICS)
keepers = needs(Duty.KEEP_PLAN, purpose=Purpose.STATISTICS)
