"""Ask witnesses to cosign what was signed. Who does not is told, and asked again the next time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from registry.checkpoints.storage import lock_log, read_newest_checkpoint, store_checkpoint
from registry.checkpoints.witnesses import (
    AskedWitness,
    WitnessAnswer,
    list_witnesses,
    read_answers,
    store_answers,
)
from registry.database import Registry
from registry.errors import AnswerableError
from registry.ledger import make_consistency_proof, read_position
from registry.settings import Settings
from registry.signing import Verifier, extract_cosignature, read_checkpoint, read_note
from registry.vocabulary import now
from registry.witnessing import SECONDS, NotCosigned, Submission, request_cosignature

# Looking up a name cannot be ended: whoever hangs there is left behind.
_GRACE = 2.0


def add_cosignatures(
    text: str, witnesses: Iterable[AskedWitness], others: Iterable[str] = ()
) -> str:
    """Return a signed checkpoint with the cosignatures that others have below the same text."""
    said = read_note(text).text
    same = [text, *(one for one in others if one.startswith(f"{said}\n"))]
    found = (_find_line(same, one.key) for one in witnesses)
    return text + "".join(line for line in found if line and line not in text)


def ask_witnesses(registry: Registry, settings: Settings, text: str, key: Verifier) -> str:
    """Ask those witnesses that have not cosigned a checkpoint yet; return it with all lines.

    Older checkpoints than the newest are not submitted: a witness cosigns none after a newer one.
    """
    witnesses, size = list_witnesses(settings), read_checkpoint(text).checkpoint.size
    missing = [one for one in witnesses if _find_line([text], one.key) is None]
    newest = read_newest_checkpoint(settings)
    if not missing or newest is None or size < read_checkpoint(newest).checkpoint.size:
        return text
    answers = _Round(registry, text, size, read_answers(settings)).ask(missing)
    lines = "".join(line for line in answers.values() if isinstance(line, str))
    with lock_log(settings):
        known = read_answers(settings)
        for witness, outcome in answers.items():
            before = known.get(str(witness.key), WitnessAnswer())
            known[str(witness.key)] = _note_outcome(before, outcome, size)
        store_answers(settings, known)
        newest = read_newest_checkpoint(settings) or text
        text = add_cosignatures(f"{text}{lines}", witnesses, [newest])
        store_checkpoint(settings, text, key)
    return text


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of questions about a checkpoint, a thread for each witness."""

    registry: Registry
    text: str
    size: int
    before: dict[str, WitnessAnswer]

    def ask(self, witnesses: Sequence[AskedWitness]) -> dict[AskedWitness, str | NotCosigned]:
        """Ask all at once; return when all have answered or their time is over."""
        answered: SimpleQueue[tuple[AskedWitness, str | NotCosigned]] = SimpleQueue()

        def ask_one(witness: AskedWitness) -> None:
            answered.put((witness, self._ask_one(witness)))

        for witness in witnesses:
            Thread(target=ask_one, args=(witness,), daemon=True).start()
        outcomes: dict[AskedWitness, str | NotCosigned] = {}
        end = monotonic() + SECONDS + _GRACE
        while len(outcomes) < len(witnesses):
            try:
                witness, outcome = answered.get(timeout=max(end - monotonic(), 0.001))
            except Empty:
                break
            outcomes[witness] = outcome
        late = NotCosigned("it did not answer in time")
        return {witness: outcomes.get(witness, late) for witness in witnesses}

    def _ask_one(self, witness: AskedWitness) -> str | NotCosigned:
        known = self.before.get(str(witness.key), WitnessAnswer())
        old = known.size if known.size <= self.size else 0
        submission = Submission(self.text, self.size, old, self._prove)
        try:
            try:
                return request_cosignature(witness.url, witness.key, submission)
            except NotCosigned as error:
                return self._judge(error)
        except AnswerableError as error:
            return NotCosigned(f"it could not be asked: {error}")

    def _prove(self, old: int) -> list[bytes]:
        with self.registry.reading() as session:
            proof = make_consistency_proof(session.connection, old, self.size)
        return [bytes.fromhex(one) for one in proof]

    def _judge(self, error: NotCosigned) -> NotCosigned:
        """A witness that is ahead of the ledger itself, not of the checkpoint alone, conflicts."""
        if error.size is None or error.size <= self.size:
            return error
        with self.registry.reading() as session:
            has = read_position(session.connection).number
        if error.size <= has:
            return error
        message = f"it has cosigned {error.size:,} entries of this log, which has {has:,} here"
        return NotCosigned(message, error.size, conflict=True)


def _note_outcome(before: WitnessAnswer, outcome: str | NotCosigned, size: int) -> WitnessAnswer:
    if isinstance(outcome, str):
        return WitnessAnswer(size, now())
    has = before.size if outcome.size is None else outcome.size
    return WitnessAnswer(has, now(), str(outcome), outcome.conflict)


def _find_line(texts: Iterable[str], key: Verifier) -> str | None:
    for text in texts:
        try:
            if line := extract_cosignature(read_note(text), key):
                return line
        except ValueError:
            # A false one is not carried on.
            continue
    return None
