"""Every record of communique, in the order in which it is made.

Each class is one table of the public contract or, where its docstring says *internal*, a row that stages hand
on to each other and that exports leave out or join into another table. Missing is None, never "" or "unknown".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.spans import Span


class BlockKind(StrEnum):
    """What a stretch of a report is. Only BODY and TITLE feed claims."""

    BODY = "body"
    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    CAPTION = "caption"
    AD = "ad"
    SHORTCODE = "shortcode"
    TEASER = "teaser"
    RELATED = "related"
    COMMENT = "comment"
    REPEAT = "repeat"


class PublishedBasis(StrEnum):
    """How a report's date is known."""

    STATED = "stated"
    INFERRED = "inferred"
    INFERRED_FROM_STORY = "inferred_from_story"
    GIVEN = "given"


class Degradation(StrEnum):
    """What was done to a report's words on the way."""

    CLEAN = "clean"
    SPUN = "spun"
    BACK_TRANSLATED = "back_translated"
    GARBLED = "garbled"
    UNSURE = "unsure"


class How(StrEnum):
    """How one report copies another."""

    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    EDITED = "edited"
    SPUN = "spun"
    BACK_TRANSLATED = "back_translated"
    PARTIAL = "partial"
    SHARED_QUOTES_ONLY = "shared_quotes_only"


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    PLACE = "place"


class SpottedKind(StrEnum):
    """What a spotted stretch looks like, before anything is resolved."""

    PERSON = "person"  # a name as written, without its title
    ROLE = "role"  # a title or role noun: "Foreign Minister", "the spokesman"
    STATE = "state"  # a state's name, abbreviation, demonym or capital as metonym
    ORGAN = "organ"  # a ministry, force, palace: an organ of a state
    ORGANISATION = "organisation"
    PLACE = "place"
    DATE = "date"
    SPAN = "span"
    DURATION = "duration"
    REPEATED = "repeated"
    NUMBER = "number"
    QUOTATION = "quotation"  # the words between a pair of marks
    PRONOUN = "pronoun"


class MomentKind(StrEnum):
    """What kind of time an expression tells."""

    DATE = "date"
    SPAN = "span"
    DURATION = "duration"
    REPEATED = "repeated"


class MomentBasis(StrEnum):
    """What a moment's value rests on."""

    STATED = "stated"
    ANCHORED = "anchored"
    EVENT = "event"
    UNSURE = "unsure"


class Direction(StrEnum):
    """Before, at or after the report's own date."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Alteration(StrEnum):
    """What happened to a quotation's words, judged by an independent witness or a less damaged sibling."""

    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    ONLY_WITNESS = "only_witness"
    UNSURE = "unsure"


class EventType(StrEnum):
    """PLOVER's sixteen types and our STATEMENT."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    STATEMENT = "STATEMENT"


class Status(StrEnum):
    """Whether the thing told of came about."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    TENTATIVE = "tentative"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Basis(StrEnum):
    """What a claim rests on in the report that makes it."""

    SEEN = "seen"
    NAMED_OFFICIAL = "named_official"
    ANONYMOUS_OFFICIAL = "anonymous_official"
    DOCUMENT = "document"
    OTHER_REPORT = "other_report"
    UNSAID = "unsaid"


class Verdict(StrEnum):
    """How origins stand to each other on one property."""

    CORROBORATED = "corroborated"
    SINGLE = "single"
    CONTRADICTED = "contradicted"
    COMPATIBLE = "compatible"
    ALTERED_COPY = "altered_copy"
    UPDATED = "updated"


# ---------------------------------------------------------------- read


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text as read. `published` here is the date as the input states it (ISO), else None."""

    report_id: str
    path: str
    record: int | None
    url: str | None
    guid: str | None
    outlet_id: str | None
    title: str | None
    byline: str | None
    dateline: str | None
    credit: str | None
    language: str | None
    published: str | None
    published_basis: PublishedBasis | None
    text: str
    sha256: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who published a report. Kinds: wire, state_media, aggregator, newspaper, broadcaster, site."""

    outlet_id: str
    name: str
    country: str | None
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """*Internal.* Which report a later one with the same url or guid replaces; the latest counts."""

    report_id: str
    supersedes: str | None
    latest: bool


# ---------------------------------------------------------------- pass 1, per report


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a report and what it is. Blocks of one report never overlap, and lie in text order."""

    report_id: str
    start: int
    end: int
    exact: str
    kind: BlockKind
    rule_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of one block (`block_kind` body or title feed claims)."""

    sentence_id: str
    report_id: str
    start: int
    end: int
    exact: str
    block_kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """*Internal.* The grammar of one sentence as flat arrays, one entry a token, offsets into the report.

    `heads` are indexes into these same arrays (a root points to itself). Labels are spaCy's English ones
    (ClearNLP dependencies, Universal POS, Penn tags, OntoNotes entities).
    """

    report_id: str
    sentence_id: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lemmas: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    entities: tuple[str, ...]  # "" outside, "B-PERSON", "I-PERSON"…


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """*Internal.* Something that looks like a name, role, state, place, date, number or quotation.

    `value` is the reading that needs no other report: an ISO3 code for states and organs, an acronym for
    organisations, a role of the closed set for roles, a place's name, a normal form for dates and numbers.
    `state` is the state a role or organ names or that stands right before it. `sentence_id` is None for
    stretches outside body and title sentences or across several (long quotations).
    """

    report_id: str
    start: int
    end: int
    exact: str
    kind: SpottedKind
    sentence_id: str | None
    value: str | None
    state: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """*Internal.* A verb or event noun and whether what it tells came about, by grammar alone.

    `start`/`end` hold the predicate's own word, `cue_start`/`cue_end` the word that decided the status (None
    where plain tense did). `about_past` is False where the grammar points ahead of the time of writing.
    """

    report_id: str
    sentence_id: str
    start: int
    end: int
    exact: str
    token: int
    lemma: str
    status: Status
    direction: Direction | None
    cue_start: int | None
    cue_end: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """*Internal.* A stretch that names a matter states can differ on. `label` is one for all wordings of it.

    `contested` tells that the sentence itself calls it a matter of dispute, complaint or talks. `media_topics` are
    IPTC Media Topic codes, `contexts` PLOVER's.
    """

    report_id: str
    sentence_id: str
    start: int
    end: int
    exact: str
    label: str
    contexts: tuple[str, ...]
    media_topics: tuple[str, ...]
    contested: bool
    reason: str


# ---------------------------------------------------------------- pass 2, whole record


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """*Internal.* What pass 2 sees of a report: fingerprints and spotted features, small enough to hold all."""

    report_id: str
    published: str | None
    minhash: tuple[int, ...]
    words: tuple[str, ...]  # content words of the narration, lower-case, sorted, unique
    opening: tuple[str, ...]  # those of them that stand in the title or the first sentences
    names: tuple[str, ...]  # persons, organisations and places as written, lower-case, sorted, unique
    name_counts: tuple[int, ...]  # how often each of them stands there
    lead: str | None  # the surname that stands out: three times, and twice as often as any other person's
    states: tuple[str, ...]  # ISO3 and acronyms, sorted, unique
    dates: tuple[
        str, ...
    ]  # full dates stated, and days of the year named in the text as --MM-DD, sorted, unique
    anchors: tuple[str, ...]  # rare trigrams of names and numbers, sorted, unique
    n_sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """*Internal.* Which story a report belongs to, and why."""

    report_id: str
    story_id: str
    reason: str


# ---------------------------------------------------------------- pass 3, per story


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDate:
    """*Internal.* When a report was published (joined into reports). EDTF day; None where undatable."""

    report_id: str
    published: str | None
    published_basis: PublishedBasis | None
    published_evidence: Span | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences that say the same, one in each of two reports."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """That two reports share words, how, and which is the parent (None when the original is unseen)."""

    left_id: str
    right_id: str
    how: How
    parent_id: str | None
    score: float
    share: float
    judged_by: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One original with all its copies. Independent evidence is counted in these."""

    origin_id: str
    wire: str | None
    wire_basis: str | None
    story_id: str
    report_ids: tuple[str, ...]
    best_report_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """*Internal.* Which origin a report belongs to and how damaged it is (joined into reports)."""

    report_id: str
    origin_id: str
    degradation: Degradation | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office or role held, and how that is known."""

    role: str
    state: str | None
    start: str | None
    end: str | None
    as_of: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, state, organisation or place. `entity_id` of a state is its ISO3 code."""

    entity_id: str
    kind: EntityKind
    name: str
    state: str | None
    sector: str | None
    cow: int | None
    gw: int | None
    wikidata_id: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a report that names an entity; `entity_id` is None where nobody can say whom."""

    report_id: str
    start: int
    end: int
    exact: str
    entity_id: str | None
    title_as_written: str | None
    name_repaired: str | None
    title_corrected: str | None
    role_at_date: str | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time expression and the days it means. `value` is EDTF, None where vague."""

    report_id: str
    start: int
    end: int
    exact: str
    kind: MomentKind
    value: str | None
    date_start: str | None
    date_end: str | None
    basis: MomentBasis
    direction: Direction | None
    corrupted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, its bounds, its unit and what it counts."""

    report_id: str
    start: int
    end: int
    exact: str
    low: float | None
    high: float | None
    unit: str | None
    of_what: str | None
    claim_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between marks (or reported without them: direct False), with their speaker."""

    quote_id: str
    utterance_id: str
    report_id: str
    start: int
    end: int
    exact: str
    direct: bool
    speaker_id: str | None
    speaker_text: str | None
    cue: str | None
    carried_over: bool
    said_on: str | None
    venue: str | None
    alteration: Alteration | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One thing somebody said once, however many reports quote it and however badly."""

    utterance_id: str
    speaker_id: str | None
    said_on: str | None
    best_quote_id: str
    n_reports: int
    n_origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One report saying one thing happened, is planned, was refused… in its own words.

    `actor` and `recipient` are lists of entity ids, most specific first.
    """

    claim_id: str
    event_id: str
    report_id: str
    origin_id: str
    start: int
    end: int
    exact: str
    actor: tuple[str, ...]
    actor_states: tuple[str, ...]
    actor_sectors: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_states: tuple[str, ...]
    recipient_sectors: tuple[str, ...]
    actor_text: str | None
    recipient_text: str | None
    event_type: EventType
    mode: str | None
    status: Status
    alleged_by: str | None
    basis: Basis | None
    attributed_to: str | None
    contexts: tuple[str, ...]
    date_text: str | None
    date: str | None
    date_start: str | None
    date_end: str | None
    place_text: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    intensity: float
    confidence: float
    trigger_start: int
    trigger_end: int
    made_by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing between actors, made of the claims of all reports that tell it."""

    event_id: str
    story_id: str
    event_type: EventType
    mode: str | None
    status: Status
    actor: tuple[str, ...]
    actor_states: tuple[str, ...]
    recipient: tuple[str, ...]
    recipient_states: tuple[str, ...]
    contexts: tuple[str, ...]
    date: str | None
    date_start: str | None
    date_end: str | None
    place_id: str | None
    intensity: float
    n_reports: int
    n_origins: int
    n_witnesses: int
    background: bool
    verdict: Verdict
    confidence: float
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How one event hangs together with another."""

    from_event: str
    to_event: str
    kind: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingValue:
    """One value some origins give."""

    value: str
    origin_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the origins agree or disagree on."""

    finding_id: str
    subject_kind: str
    subject_id: str
    property: str
    verdict: Verdict
    values: tuple[FindingValue, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A group of reports that tell one affair."""

    story_id: str
    title: str
    first_published: str | None
    last_published: str | None
    n_reports: int
    n_origins: int
    dyads: tuple[str, ...]


# ---------------------------------------------------------------- pass 4, per dyad


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Words:
    """A stretch of a report with its words, where a row rests on several."""

    report_id: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Something a state or official bound itself to; `evidence` holds the sentences that tell it."""

    commitment_id: str
    who: str
    to_whom: str | None
    what: str
    said_on: str | None
    due: str | None
    status: str
    claim_ids: tuple[str, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened between states and strains them; `evidence` holds the sentences that tell it."""

    incident_id: str
    parties: tuple[str, ...]
    what: str
    date: str | None
    status: Status
    alleged_by: str | None
    claim_ids: tuple[str, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """An entry of the calendar, through all its changes.

    `event_id` is None where the sentences tell it and no claim was coded; `evidence` are those sentences' clauses.
    """

    appointment_id: str
    dyad: str
    event_id: str | None
    what: str
    who: tuple[str, ...]
    date: str | None
    place: str | None
    status: str
    first_said_on: str | None
    n_origins: int
    claim_ids: tuple[str, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one state says on an issue, in its own words."""

    state: str
    quote_id: str | None
    span: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A matter in dispute between two states. `media_topics` are IPTC Media Topic codes."""

    issue_id: str
    dyad: str
    label: str
    contexts: tuple[str, ...]
    media_topics: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    n_origins: int
    positions: tuple[Position, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A line of communication of one dyad at one level; `evidence` are the clauses that tell of it."""

    channel_id: str
    dyad: str
    level: str
    media: tuple[str, ...]
    state: str
    last_contact: str | None
    next_planned: str | None
    last_refusal: str | None
    claim_ids: tuple[str, ...]
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One period of one dyad. `actor_state` None means both directions; `event_ids` are the events counted."""

    dyad: str
    actor_state: str | None
    period: str
    n_reports: int | None
    n_origins: int | None
    n_events: int | None
    cooperation: float | None
    conflict: float | None
    mean_intensity: float | None
    low: float | None
    high: float | None
    event_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """How many reports were set aside for one reason."""

    reason: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What came in on a day from an outlet, and what became of it."""

    day: str | None
    outlet_id: str | None
    reports_in: int
    coded: int
    set_aside: tuple[SetAside, ...]


# ---------------------------------------------------------------- beside the passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """What a stage will not pass on, and why."""

    stage: str
    record_id: str
    path: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's word that outranks the rules. `about`: origin, story, event, entity or claim."""

    judgement_id: str
    kind: str  # must_link, cannot_link, value
    about: str
    subjects: tuple[str, ...]  # report ids, or "report_id:start:end" spans
    value: str | None
    by: str
    at: str
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """*History.* One run and what came in and out."""

    run_id: str
    started: str
    ended: str | None
    engine: str
    reports_in: int
    coded: int
    set_aside: int
    already_held: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """*History.* Where an id of an earlier run went."""

    old_id: str
    new_id: str
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """*History.* That a report came in, from which path."""

    report_id: str
    path: str
    record: int | None
    first_run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """*History.* A row that a run gained, lost or changed."""

    run_id: str
    table: str
    row_id: str
    kind: str  # gained, lost


Record = (
    Report
    | Outlet
    | Version
    | Block
    | Sentence
    | Parse
    | Spotted
    | Predicate
    | Topic
    | Sketch
    | Membership
    | ReportDate
    | Copy
    | Origin
    | Lineage
    | Entity
    | Mention
    | Moment
    | Number
    | Quote
    | Utterance
    | Claim
    | Event
    | Link
    | Finding
    | Story
    | Commitment
    | Incident
    | Appointment
    | Issue
    | Channel
    | SeriesPoint
    | Coverage
    | Reject
    | Judgement
    | Run
    | Redirect
    | Delivery
    | Change
)
