"""What a record and an annotation say differently, told one by one."""

from __future__ import annotations

from dataclasses import dataclass

WHERE = 48
"""So many characters of the task are printed with a miss in one of its parts."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: what is only annotated (`missed`), what was only found (`spurious`), or both where they clash.

    `where` is the anchor of the task that the field belongs to, empty for fields of the document.
    """

    name: str
    missed: str | None
    spurious: str | None
    where: str = ""

    @property
    def field(self) -> str:
        """The field with the task it belongs to."""
        return f"{self.name} [{self.where[:WHERE]}]" if self.where else self.name

    def told(self, missed: str = "missed", spurious: str = "spurious") -> str:
        """Return the difference in one line, with words for its two sides."""
        sides = ((missed, self.missed), (spurious, self.spurious))
        return f"{self.field}: " + ", ".join(f"{word} {value}" for word, value in sides if value is not None)

    @property
    def sides(self) -> tuple[Miss, ...]:
        """The difference as it is counted: one miss for each of its two sides."""
        missed = () if self.missed is None else (Miss(self.name, self.missed, None, self.where),)
        spurious = () if self.spurious is None else (Miss(self.name, None, self.spurious, self.where),)
        return missed + spurious
