"""The files of a release: they never change, so that a copy of one is good for ever."""

from __future__ import annotations

from email.utils import format_datetime
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from publish import Release, Withdrawn, media_type, release_of, releases_file
from web.data.pages import gone, latest_of
from web.etags import names
from web.site import site_of

FOREVER = "public, max-age=31536000, immutable"
NOW = "no-cache"
