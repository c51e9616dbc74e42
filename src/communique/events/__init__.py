"""In: the reports of one story with grammar, status, people, dates and quotes. Out: claims, events, links.

Each claim is one report saying who did, plans or refused what to whom; each event joins the claims of one thing.
Will not: code without a named or recognisable actor, look inside quotations, or reach over to another story.
"""

from communique.events.code import code_events
from communique.events.frames import Frame
from communique.events.user_frames import UserFrames, code_with, load_user_frames

__all__ = ["Frame", "UserFrames", "code_events", "code_with", "load_user_frames"]
