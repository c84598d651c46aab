"""Deadlines as iCalendar files, one per unit: reminders, recurring ones as rules, the same ids every time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import blake2b
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone
from icalendar.prop import vRecur

from pipeline.compare.comparison import Comparison
from pipeline.compare.recurrence import Window
from pipeline.compare.schedule import Duty, Lead
from pipeline.compare.sheets import area_names
from pipeline.compare.texts import page_of, shown
from pipeline.core.version import NAME, VERSION
from pipeline.normalise.text import strip_tones

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVERYBODY = "tat-ca"
_LONGEST_SUMMARY = 150
_LONGEST_TEXT = 2_000
# Eight in the morning, seven days and one day before; of an hour, as long before that hour.
_DAY_ALARMS = (timedelta(days=-6, hours=-16), timedelta(hours=-16))
_HOUR_ALARMS = (timedelta(days=-7), timedelta(days=-1))
_PARTS = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60
_SEARCHED = timedelta(days=3 * 366)


def build_calendars(comparison: Comparison, stamp: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield the name (without `.ics`) and the file of each unit's calendar, and of one with all deadlines.

    An event keeps its id as long as its document does, so that importing a newer file updates it.

    Args:
        comparison: what the deadlines are of.
        stamp: when the files were made, with its zone.
    """
    everything: list[bytes] = []
    units: dict[str, list[bytes]] = defaultdict(list)
    names: dict[str, str] = {}
    for duty in comparison.duties:
        event = None if duty.repeat else _event(duty, comparison.window, stamp)
        if event is None:
            continue
        encoded = event.to_ical()
        everything.append(encoded)
        for identity, lead in {lead.identity.id: lead for lead in duty.leads}.items():
            units[identity].append(encoded)
            names.setdefault(identity, unit_name(duty, lead))
    yield EVERYBODY, encode_calendar("Hạn nhiệm vụ: tất cả đơn vị", everything)
    for identity in sorted(units):
        name = f"Hạn nhiệm vụ: {shown(names[identity], _LONGEST_SUMMARY)}"
        yield file_name(names[identity], identity), encode_calendar(name, units[identity])


def encode_calendar(name: str, events: list[bytes]) -> bytes:
    """Return a calendar file with these events, which are encoded once and stand in several files."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME}//{VERSION}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    head, end, rest = calendar.to_ical().rpartition(b"END:VCALENDAR")
    zone = _zone() if any(b"TZID=" in event for event in events) else b""
    return b"".join((head, zone, *events, end, rest))


@cache
def _zone() -> bytes:
    content: bytes = Timezone.from_tzinfo(ZONE).to_ical()
    return content


def unit_name(duty: Duty, lead: Lead) -> str:
    """Return a unit's name with what it belongs to: `Văn phòng Sở (Sở Nội vụ, Tuyên Quang)`."""
    name, issuer = lead.identity.name, duty.issuer
    inside = lead.identity.level is None and issuer is not None and issuer != name
    whole = [part for part in (issuer if inside else None, lead.identity.province) if part]
    return f"{name} ({', '.join(whole)})" if whole else name


def file_name(name: str, identity: str) -> str:
    """Return a file name in plain letters, of a unit alone."""
    plain = _PARTS.sub("-", strip_tones(name).lower()).strip("-")[:_LONGEST_NAME].strip("-")
    mark = blake2b(identity.encode(errors="surrogateescape"), digest_size=4).hexdigest()
    return f"{plain}-{mark}" if plain else mark


def event_id(duty: Duty) -> str:
    """Return the id of a deadline's event, the same whenever its document is read again."""
    return f"{duty.document_id[:24]}-{duty.item_id or duty.place}-{duty.number}@{NAME}"


def _event(duty: Duty, window: Window, stamp: datetime) -> Event | None:
    """Return the event of a deadline, None where it has no day."""
    day = _first_day(duty, window)
    if day is None:
        return None
    event = Event()
    event.add("uid", event_id(duty))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", _summary(duty))
    event.add("description", "\n".join(_description(duty)))
    event.add("transp", "TRANSPARENT")
    if duty.area in area_names():
        event.add("categories", [area_names()[duty.area]])
    hour = _hour(duty)
    event.add("dtstart", datetime.combine(day, hour, ZONE) if hour else day)
    if hour is None and day < date.max:
        event.add("dtend", day + timedelta(days=1))
    if duty.rule is not None:
        event.add("rrule", _rule(duty, hour))
    for alarm in _alarms(duty, hour is not None):
        event.add_component(alarm)
    return event


def _first_day(duty: Duty, window: Window) -> date | None:
    """Return a date's last day; of what recurs the first day from the issue on, else from the window on."""
    if duty.rule is None:
        return next((day.due for day in duty.days(window)), None)
    begins = duty.begins or window.first
    if begins > date.max - _SEARCHED:
        return None
    return next((day.printed for day in duty.days(Window(begins, begins + _SEARCHED))), None)


def _hour(duty: Duty) -> time | None:
    """Return the hour that is printed, None where there is none or no such hour."""
    try:
        return time.fromisoformat(duty.deadline.time) if duty.deadline.time else None
    except ValueError:
        return None


def _rule(duty: Duty, hour: time | None) -> vRecur:
    rule: vRecur = vRecur.from_ical(duty.rule.rule if duty.rule else "")
    if duty.until is not None:
        last = datetime.combine(duty.until, time(23, 59, 59), ZONE).astimezone(UTC)
        rule["UNTIL"] = [last if hour else duty.until]
    return rule


def _summary(duty: Duty) -> str:
    task = shown(duty.task, _LONGEST_SUMMARY)
    return f"Trước ngày này: {task}" if duty.rule is not None and duty.is_before else f"Hạn: {task}"


def _description(duty: Duty) -> Iterator[str]:
    """Yield the lines that say what is due, of whom, and where it is printed."""
    page = page_of(duty.deadline.evidence)
    told = {
        "Nhiệm vụ": duty.task,
        "Chủ trì": "; ".join(lead.raw for lead in duty.leads),
        "Phối hợp": duty.support,
        "Sản phẩm": duty.product,
        "Thời hạn ghi trong văn bản": duty.deadline.raw,
        "Cơ quan ban hành": duty.issuer,
        "Văn bản": duty.document_number,
        "Tệp": duty.document,
        "Trang": str(page) if page else None,
    }
    yield from (f"{name}: {shown(text, _LONGEST_TEXT)}" for name, text in told.items() if text)
    if duty.rule is not None and duty.rule.assumed:
        yield "Văn bản không ghi ngày; lấy ngày cuối kỳ."


def _alarms(duty: Duty, timed: bool) -> Iterator[Alarm]:
    """Yield the reminders: a week and a day before, of what is weekly only a day, of what is daily none."""
    rule = duty.rule.rule if duty.rule else ""
    triggers = _HOUR_ALARMS if timed else _DAY_ALARMS
    if "FREQ=DAILY" in rule:
        return
    for trigger in triggers[1:] if "FREQ=WEEKLY" in rule else triggers:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(duty))
        alarm.add("trigger", trigger)
        yield alarm
