"""What every killed window needs, read once by the server that forks them: each of them begins sooner."""

from __future__ import annotations

from wardqi.app.main import Program as Program
from wardqi.app.screens.huddle import page as huddle_page
from wardqi.app.screens.incidents import form, listing
from wardqi.app.screens.today import TodayPage
from wardqi.services import spelling

READ = (huddle_page, form, listing, TodayPage)
spelling._dictionary()  # a second of work for each, were it left to them
