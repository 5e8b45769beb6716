"""Reads an iCalendar file on standard input with icalendar and dateutil, and prints what they make of it as JSON."""

import json
import sys
from datetime import datetime
from itertools import islice

from dateutil.rrule import rrulestr
from icalendar import Calendar

data = sys.stdin.buffer.read()
calendar = Calendar.from_ical(data)


def event(component):
    start = component["DTSTART"].dt
    rule = rrulestr(component["RRULE"].to_ical().decode(), dtstart=datetime(start.year, start.month, start.day))
    return {
        "uid": str(component["UID"]),
        "stamp": component["DTSTAMP"].dt.isoformat(),
        "start": start.isoformat(),
        "summary": str(component["SUMMARY"]),
        "description": str(component["DESCRIPTION"]),
        "times": [time.date().isoformat() for time in islice(rule, 14)],
        "errors": component.errors,
    }


json.dump({"version": str(calendar["VERSION"]), "events": [event(one) for one in calendar.walk("VEVENT")]}, sys.stdout)
