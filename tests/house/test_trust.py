"""What docs/explanation/trust.md promises is held by tests, each named here.

A claim is known by its first words. What begins in bold letters, and every sentence of some
sections, is a claim; one that only tells a limit, or what to do, names no test.
"""

import ast
import re

from tests.support.house import ROOT

PAGE = ROOT / "docs/explanation/trust.md"
# Sections in which each sentence is a claim; elsewhere those in bold letters are.
WHOLE = ("Redactions",)
LIMIT = ""
CLAIMS = {
    # What `answerable verify RELEASE` proves
    "Nothing was altered.": "proof/test_flipping.py test_every_byte_of_every_file_counts",
    "The rows are what was recorded.": "proof/test_insiders.py "
    "test_a_row_that_the_key_holder_rewrites_is_not_what_was_recorded, proof/test_changed_rows.py "
    "test_a_row_that_nobody_changed_is_not_accepted_without_its_salt",
    "Changed rows are what the acts on the ledger made of them.": "proof/test_changed_rows.py "
    "test_all_changed_rows_are_replayed, proof/test_forged_fields.py "
    "test_no_field_is_forged_unseen_by_whoever_has_the_key",
    "Each entry is there once.": "proof/test_changed_rows.py "
    "test_a_row_cannot_be_there_twice_in_place_of_another, proof/test_changed_rows.py "
    "test_an_act_that_is_left_out_is_missed",
    "The entries are in the ledger.": "proof/test_insiders.py "
    "test_nor_can_anything_that_proves_be_rewritten",
    "The registry is complete.": "proof/test_insiders.py "
    "test_a_row_left_out_everywhere_is_one_less_than_the_ledger_recorded",
    "Redactions are visible.": "proof/test_redactions.py "
    "test_a_redaction_cannot_be_hidden_by_whoever_has_the_key",
    "`--since` an older checkpoint: the log is append-only.": "proof/test_insiders.py "
    "test_a_ledger_that_was_written_anew_is_not_the_one_of_the_kept_checkpoint",
    "`--since` an older release: no record was lost or reworded.": "proof/test_insiders.py "
    "test_and_in_a_smaller_dataset_it_is_missed_by_whoever_kept_the_older_release, "
    "proof/test_changed_rows.py test_rows_of_the_same_entry_stay_the_same_when_the_ledger_grew",
    "`--policy` a file of witnesses: a quorum saw no other history.": "proof/test_cosigned.py "
    "test_a_release_that_too_few_cosigned_is_not",
    # What the registry refuses to sign
    "Nothing is signed that does not extend what was signed before": "registry/test_checkpoints.py "
    "test_a_rewritten_ledger_is_not_signed, registry/test_checkpoints.py "
    "test_every_place_is_asked_for_what_was_signed, cli/test_proving.py "
    "test_a_ledger_that_lost_entries_is_neither_signed_nor_published",
    # What cannot be proven
    "A holder of the key can write a fresh log.": "proof/test_insiders.py "
    "test_a_ledger_that_was_written_anew_is_not_the_one_of_the_kept_checkpoint",
    "Two logs for two readers.": LIMIT,
    "What was never recorded.": "registry/test_clock.py "
    "test_nothing_is_recorded_by_a_clock_of_2099",
    "Rows that nothing replays.": "proof/test_changed_rows.py "
    "test_a_row_that_was_changed_says_what_the_change_states, proof/test_changed_rows.py "
    "test_a_row_cannot_name_the_change_of_another_record",
    "What is worked out.": LIMIT,
    "Smaller datasets know less.": "proof/test_releases.py "
    "test_a_later_release_of_the_smaller_dataset_can_tell_of_an_earlier_one",
    "A zip without its signature.": "proof/test_flipping.py "
    "test_a_zip_alone_is_told_or_holds_the_very_same, proof/test_hostile_releases.py "
    "test_nothing_hides_in_a_zip",
    "Hostile files": "proof/test_hostile_releases.py "
    "test_a_row_without_end_is_not_read_to_its_end, proof/test_hostile_releases.py "
    "test_a_zip_of_thousands_of_files_is_no_release, proof/test_hostile_releases.py "
    "test_a_zip_that_unpacks_to_far_more_is_no_release, proof/test_hostile_releases.py "
    "test_an_unsigned_release_of_nothing_proves_nothing",
    "A stolen key.": "cli/test_keys.py "
    "test_what_a_revoked_key_signed_before_that_day_is_told_to_be_open_to_doubt",
    "A statement about keys that you have not seen.": LIMIT,
    "An unsigned release": "proof/test_releases.py "
    "test_without_a_key_nobody_has_signed_and_it_says_so",
    # Redactions
    "The commands, and what only the keeper can reach,": "cli/test_redact_page.py "
    "test_the_commands_of_the_page_take_words_off_everywhere",
    "A redaction drops an entry's words and its salt, for good.": "registry/test_redactions.py "
    "test_words_are_taken_off_and_that_they_were_there_stays_visible",
    "The digest stays, so every proof still holds;": "registry/test_redactions.py "
    "test_nothing_that_stays_lets_guesses_at_redacted_words_be_tried",
    "The key by which the ledger knew the act,": "registry/test_redacted_keys.py "
    "test_no_guess_at_redacted_words_can_be_tried_on_the_database, registry/test_redacted_keys.py "
    "test_verify_tells_of_a_key_that_is_still_there",
    "Backups made before still have it.": LIMIT,
    "Releases and citations made before still hold words": "publish/test_withdrawing.py "
    "test_nothing_is_left_of_it_but_the_tombstone, proof/test_redactions.py "
    "test_what_was_cited_before_still_proves_itself_and_afterwards_only_that_it_was_there",
    "Copies cannot be called back.": LIMIT,
    "Caches may hold files of releases for an hour": "web/test_releases.py "
    "test_a_cache_that_asks_again_hears_of_the_withdrawal, cli/test_publishing.py "
    "test_every_file_that_caches_may_still_hold_is_listed",
    "PostgreSQL's statistics (`pg_stats`)": "registry/test_planner_statistics.py "
    "test_words_that_were_sampled_are_in_no_statistics_after_a_redaction, "
    "registry/test_planner_statistics.py test_who_may_not_analyse_a_table_is_told_so",
    "A running server gives no answer": "web/test_redacted_answers.py "
    "test_no_cache_of_a_server_holds_redacted_words",
    "Memory that was freed is not overwritten:": LIMIT,
    "SQLite overwrites the deleted words": "registry/test_nowhere.py "
    "test_neither_the_file_nor_the_log_of_sqlite_keeps_them, cli/test_redacting.py "
    "test_a_busy_reader_ends_it_with_a_code_of_its_own_and_the_same_again_finishes_it",
    "Run the same command again when nobody reads;": "cli/test_redacting.py "
    "test_the_next_command_that_writes_takes_them_out_of_the_file, cli/test_redacting.py "
    "test_the_next_start_of_the_server_takes_them_out_of_the_file",
    "PostgreSQL keeps old versions of rows until `VACUUM (FULL)`,": "word_search/test_tables.py "
    "test_a_dead_key_of_the_index_of_postgresql_is_found",
    # The log, and its key
    "The server needs no secret key.": "web/test_log.py test_the_server_needs_no_secret_key, "
    "cli/test_signing_again.py test_what_is_recorded_is_signed_at_the_next_time, "
    "cli/test_signing_again.py test_demo_signs_by_itself",
    "One key signs checkpoints and sums.": "signing/test_kinds_apart.py "
    "test_no_signature_of_minisign_is_one_of_a_checkpoint, signing/test_kinds_apart.py "
    "test_no_signature_of_a_checkpoint_is_one_of_minisign",
    "statement about keys": "signing/test_kinds_apart.py "
    "test_no_statement_about_keys_is_a_checkpoint, signing/test_kinds_apart.py "
    "test_no_checkpoint_is_a_statement_about_keys",
    "`rotate` is signed by both keys.": "cli/test_keys.py "
    "test_a_rotation_that_the_old_key_did_not_sign_is_refused, cli/test_keys.py "
    "test_a_key_that_named_two_successors_leads_to_neither",
    "`revoke` is signed by the key itself": "cli/test_keys.py "
    "test_a_revocation_by_a_stranger_is_refused",
    "Beyond `size` the older key does not count.": "cli/test_keys.py "
    "test_what_the_old_key_signs_after_its_rotation_does_not_count",
    "A successor named on the day `from` or later does not count": "cli/test_keys.py "
    "test_nor_is_the_successor_that_it_named_on_that_day",
    "`after-loss` is signed by the new key alone": "cli/test_keys.py "
    "test_a_restart_after_a_loss_is_a_break_until_its_keeper_vouches",
    "The registry signs nothing with a key that was rotated": "cli/test_keys.py "
    "test_the_old_key_signs_nothing_more_here",
}


def _sections() -> dict[str, str]:
    parts = re.split(r"^##+ (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _claims() -> list[str]:
    """What the page claims: bold beginnings, and the sentences of whole sections."""
    bold = re.findall(r"^(?:- |A )?\*\*(.+?)\*\*", PAGE.read_text(encoding="utf-8"), re.M)
    whole = " ".join(_sections()[name] for name in WHOLE)
    return [*bold, *re.split(r"(?<=\.)\s+", whole.strip())]


def _tests(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


# Told and tried elsewhere: what each of these begins is a list of limits about witnesses.
WITNESSES = "What a witness proves"


def test_every_claim_names_what_holds_it() -> None:
    witnesses = re.findall(r"^- \*\*(.+?)\*\*", _sections()[WITNESSES], re.M)
    unheld = [
        claim
        for claim in _claims()
        if claim not in witnesses and not any(claim.startswith(known) for known in CLAIMS)
    ]

    assert unheld == []


def test_every_claim_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [claim for claim in CLAIMS if claim not in text] == []


def test_the_tests_that_hold_them_are_there() -> None:
    named = [each.split() for tests in CLAIMS.values() if tests for each in tests.split(", ")]

    assert [each for each in named if each[1] not in _tests(each[0])] == []
