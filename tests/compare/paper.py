"""Documents as a test wants them: each item a line of the text, so that everything is grounded."""

from __future__ import annotations

from hashlib import sha256

from pipeline.core.record import (
    Change,
    Deadline,
    Header,
    Number,
    Org,
    PDate,
    Producer,
    Ranking,
    Record,
    Score,
    Secrecy,
    Section,
    Source,
    Span,
    Task,
    Text,
)
from pipeline.normalise.organisations import canonical_name, classify_organisation


class Paper:
    """A document of a department, by default of Sở Nội vụ of Lào Cai, 2024; figures and numbers are made up."""

    def __init__(self, path="ke-hoach.txt", issuer="Sở Nội vụ", province="Lào Cai", date="2024-03-05", **parts):
        self.path, self.text, self.page = path, "", parts.get("page")
        self.scores, self.rankings, self.tasks, self.sections, self.findings = [], [], [], [], []
        self.header = Header(
            issuer=self.org(issuer),
            parent=self.org(f"UBND tỉnh {province}"),
            date=PDate(raw=date, value=date, precision="day", evidence=[self.line(date)]),
            subject=Text(raw=parts["subject"], evidence=[self.line(parts["subject"])]) if "subject" in parts else None,
        )
        if "number" in parts:
            number = parts["number"]
            self.header.number = Number(
                raw=number, sequence=1, symbol="KH", value=number, evidence=[self.line(f"Số: {number}")]
            )
        if "secrecy" in parts:
            self.header.secrecy = Secrecy(value=parts["secrecy"], evidence=[self.line(parts["secrecy"])])

    def line(self, text: str) -> Span:
        """Write a line; return its place."""
        start = len(self.text)
        self.text += f"{text}\n"
        return Span(start=start, end=start + len(text), quote=text, page=self.page)

    def org(self, raw: str, **parts) -> Org:
        """Return a mention, known as far as the gazetteers know it."""
        known = {"name": canonical_name(raw), "kind": classify_organisation(raw)}
        return Org(raw=raw, evidence=[self.line(raw)], **(known | parts))

    def score(self, value, maximum=None, **parts):
        """Add a score: of the issuer, PAR_INDEX, 2023, overall where no area or label is given."""
        area, label = parts.get("area"), parts.get("label")
        scope = "criterion" if label else "area" if area else "overall"
        place = parts.pop("at", None) or self.line(f"{label or area or 'tổng'} {value}/{maximum} {len(self.scores)}")
        change = parts.pop("change", None)
        base = {"index": "PAR_INDEX", "org": self.header.issuer, "year": 2023, "scope": scope, "area": None}
        base |= {"label": None, "stated_percent": None, "kind": "achieved", "id": f"s{len(self.scores)}"}
        percent = round(100 * value / maximum, 2) if maximum else None
        change = Change(value=change[0], since_year=change[1]) if change else None
        item = Score(
            value=value, max=maximum, percent=percent, change=change, evidence=[place], **(base | self._org(parts))
        )
        self.scores.append(item)
        return self

    def rank(self, rank, of=None, **parts):
        """Add a rank: of the issuer, PAR_INDEX, 2023."""
        place = self.line(f"xếp thứ {rank}/{of} {len(self.rankings)}")
        base = {"index": "PAR_INDEX", "org": self.header.issuer, "year": 2023, "change": None, "since_year": None}
        base |= {"kind": "achieved", "id": f"r{len(self.rankings)}"}
        self.rankings.append(Ranking(rank=rank, of=of, evidence=[place], **(base | self._org(parts))))
        return self

    def task(self, text, *leads, due=None, rrule=None, **parts):
        """Add a task with at most one deadline: a day, or a rule."""
        place = parts.pop("at", None) or self.line(text)
        deadlines = parts.pop("deadlines", [])
        if due or rrule:
            deadlines = [self.deadline(due=due, rrule=rrule, mod=parts.pop("mod", None), time=parts.pop("time", None))]
        for key in ("product", "funding"):
            if parts.get(key):
                parts[key] = Text(raw=parts[key], evidence=[self.line(parts[key])])
        base = {"area": None, "support": [], "product": None, "funding": None, "report_to": [], "section": []}
        base |= {"origin": "list", "id": f"t{len(self.tasks)}", "deadlines": deadlines}
        orgs = [self.org(lead) for lead in leads]
        self.tasks.append(Task(text=text, lead=orgs, evidence=[place], **(base | parts)))
        return self

    def deadline(self, due=None, rrule=None, mod=None, time=None, **parts) -> Deadline:
        """Return a deadline."""
        raw = f"hạn {due or rrule}"
        base = {"raw": raw, "type": "SET" if rrule else "DATE", "value": due}
        return Deadline(due=due, rrule=rrule, mod=mod, time=time, evidence=[self.line(raw)], **(base | parts))

    def section(self, title: str) -> Section:
        """Write a heading; what follows is in its section."""
        place = self.line(title)
        section = Section(marker=None, title=title, level=1, start=place.start, end=place.end)
        self.sections.append(section)
        return section

    def record(self) -> Record:
        """Return the document as a record."""
        ends = [*(section.start for section in self.sections[1:]), len(self.text)]
        for section, end in zip(self.sections, ends, strict=False):
            section.end = end
        digest = sha256(f"{self.path}\n{self.text}".encode(errors="surrogateescape")).hexdigest()
        source = Source(
            path=self.path, sha256=digest, media_type="text/plain", size_bytes=1, page_count=None, text_origin="digital"
        )
        return Record(
            id=digest,
            source=source,
            producer=Producer(name="vanban", version="0", model=None),
            text=self.text,
            header=self.header,
            sections=self.sections,
            references=[],
            scores=self.scores,
            rankings=self.rankings,
            indicators=[],
            tasks=self.tasks,
            findings=self.findings,
        )

    def _org(self, parts):
        return parts | {"org": self.org(parts["org"])} if isinstance(parts.get("org"), str) else parts
