"""The practice ward and the demo: invented wards, recorded through the same services that people use."""

from wardqi.services.practice.demo import Summary, demo
from wardqi.services.practice.ward import PASSPHRASE, PIN, open_practice_ward

__all__ = ["PASSPHRASE", "PIN", "Summary", "demo", "open_practice_ward"]
