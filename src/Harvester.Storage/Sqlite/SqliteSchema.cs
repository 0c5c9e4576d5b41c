using Harvester.Core.Ports;
using Harvester.Storage.Copying;

namespace Harvester.Storage.Sqlite;

/// <summary>
/// Tables, indexes and their migrations. Instants are milliseconds since 1970 UTC; enumerations are the words of the common schema.
/// A document's own columns (id, state, version, sequence, instants, previous ids) always win over what stands in its JSON.
/// </summary>
internal static class SqliteSchema
{
    // datasets is narrow, documents and payloads are wide: reconciliation and counting never touch the wide pages.
    // datasets.key is the sequence number of the first change, so that it is never used twice and every table grows at its end.
    // datasets.sequence is the last change of any kind, made_by the one that made the present version.
    private const string First = """
        CREATE TABLE datasets (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, record_id TEXT NOT NULL, state TEXT NOT NULL,
            publisher_code TEXT, publisher_key TEXT NOT NULL, raw_hash TEXT NOT NULL, content_hash TEXT NOT NULL,
            mapping_version TEXT NOT NULL, first_seen INTEGER NOT NULL, last_changed INTEGER NOT NULL, missing_since INTEGER,
            held_by TEXT, version INTEGER NOT NULL, sequence INTEGER NOT NULL, made_by INTEGER NOT NULL,
            distributions INTEGER NOT NULL, previous_ids TEXT, UNIQUE (source, record_id));
        CREATE TABLE documents (key INTEGER PRIMARY KEY, document BLOB NOT NULL);
        CREATE TABLE payloads (
            key INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL, record_url TEXT, raw_hash TEXT NOT NULL, payload BLOB NOT NULL);
        CREATE TABLE previous_ids (id TEXT PRIMARY KEY, dataset INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE versions (
            dataset INTEGER NOT NULL, version INTEGER NOT NULL, made_by INTEGER NOT NULL, state TEXT NOT NULL, content_hash TEXT NOT NULL,
            first_seen INTEGER NOT NULL, last_changed INTEGER NOT NULL, missing_since INTEGER, previous_ids TEXT, document BLOB NOT NULL,
            UNIQUE (dataset, version));
        CREATE TABLE changes (
            sequence INTEGER PRIMARY KEY, dataset INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL,
            run TEXT, version INTEGER NOT NULL);
        CREATE TABLE annotations (id TEXT PRIMARY KEY, document BLOB NOT NULL);
        CREATE TABLE runs (
            id TEXT PRIMARY KEY, source TEXT NOT NULL, status TEXT NOT NULL, started_at INTEGER NOT NULL, report BLOB NOT NULL);
        CREATE INDEX runs_by_source ON runs (source, started_at, id);
        CREATE INDEX runs_by_start ON runs (started_at, id);
        CREATE TABLE problems (key INTEGER PRIMARY KEY, run TEXT NOT NULL, source TEXT NOT NULL, problem BLOB NOT NULL);
        CREATE INDEX problems_by_run ON problems (run);
        CREATE TABLE sources (
            source TEXT PRIMARY KEY, next_due INTEGER, schedule TEXT, last_run TEXT, last_finished INTEGER, last_success INTEGER,
            failures INTEGER NOT NULL DEFAULT 0, lease_owner TEXT, lease_until INTEGER, token INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        INSERT INTO meta (key, value) VALUES ('sequence', 0);
        """;

    // What a source's next run begins with: how far it is put off, where changes begin, what to try again, what was answered.
    private const string Remembered = """
        ALTER TABLE sources ADD COLUMN back_off INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sources ADD COLUMN last_full INTEGER;
        ALTER TABLE sources ADD COLUMN full_mapping TEXT;
        ALTER TABLE sources ADD COLUMN newest_change INTEGER;
        ALTER TABLE sources ADD COLUMN try_again TEXT;
        ALTER TABLE sources ADD COLUMN part TEXT;
        CREATE TABLE answers (
            key INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, url TEXT NOT NULL, accept TEXT NOT NULL, etag TEXT, last_modified TEXT,
            final_url TEXT NOT NULL, media_type TEXT, charset TEXT, next_link TEXT, body_hash TEXT NOT NULL, length INTEGER NOT NULL,
            fetched_at INTEGER NOT NULL, UNIQUE (source, url));
        CREATE TABLE answer_pieces (answer INTEGER NOT NULL, number INTEGER NOT NULL, piece BLOB NOT NULL, PRIMARY KEY (answer, number));
        """;

    // What the keys of a connector file found: one that finds nothing any more is the sign of a rebuilt site. Why a dataset changed, where its
    // source did not: it is mapped anew from its payload, so that nothing need be remembered of the mapping of a whole listing.
    private const string Reasons = """
        ALTER TABLE sources ADD COLUMN found TEXT;
        ALTER TABLE sources DROP COLUMN full_mapping;
        ALTER TABLE changes ADD COLUMN reason TEXT;
        """;

    // What background work remembers: how far it read the change log, and who is at it.
    private const string Background = """
        CREATE TABLE jobs (
            job TEXT PRIMARY KEY, epoch TEXT NOT NULL DEFAULT '', sequence INTEGER NOT NULL DEFAULT 0, revision TEXT, next_due INTEGER,
            lease_owner TEXT, lease_until INTEGER) WITHOUT ROWID;
        """;

    // Sums of coverage by publisher, source and figure, what each dataset adds to them, and what they made on each day.
    private const string Figures = """
        CREATE TABLE contributions (id TEXT PRIMARY KEY, code TEXT NOT NULL, source TEXT NOT NULL, counts TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE coverage (
            code TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (code, source, name)) WITHOUT ROWID;
        CREATE TABLE snapshots (day TEXT PRIMARY KEY, snapshot BLOB NOT NULL);
        """;

    // When the addresses of a dataset are looked at next, and each time that an answer changed.
    private const string Addresses = """
        CREATE TABLE links (id TEXT PRIMARY KEY, due INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX links_by_due ON links (due, id);
        CREATE TABLE link_history (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL, distribution TEXT NOT NULL, url TEXT NOT NULL, code TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE INDEX link_history_by_id ON link_history (id, at);
        """;

    // What no rule reads in a source's records, as its last runs found it.
    private const string Unread = """
        ALTER TABLE sources ADD COLUMN unmapped TEXT;
        """;

    // The search for duplicates: what is compared of each active dataset, who has which key, and what persons said. The keys stand in the row, too, so
    // that the narrow table needs no second index to forget them. Verdicts are told apart from rows: those can be made again.
    private const string Duplicates = """
        CREATE TABLE duplicates (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, keys BLOB NOT NULL, profile BLOB NOT NULL, canonical TEXT, related INTEGER NOT NULL, due INTEGER NOT NULL);
        CREATE INDEX duplicates_by_canonical ON duplicates (canonical, id) WHERE canonical IS NOT NULL;
        CREATE TABLE duplicate_keys (key INTEGER NOT NULL, dataset INTEGER NOT NULL, PRIMARY KEY (key, dataset)) WITHOUT ROWID;
        CREATE TABLE verdicts (first TEXT NOT NULL, second TEXT NOT NULL, kind TEXT NOT NULL, by TEXT, at INTEGER NOT NULL, PRIMARY KEY (first, second)) WITHOUT ROWID;
        CREATE INDEX verdicts_by_second ON verdicts (second);
        """;

    // Headers of CSV files, one for a dataset, and when they are to be looked at. The header is a JSON array of its cells.
    private const string Headers = """
        CREATE TABLE headers (
            dataset TEXT PRIMARY KEY, source TEXT NOT NULL, distribution TEXT NOT NULL, url TEXT NOT NULL, stamp TEXT, final_url TEXT, etag TEXT,
            last_modified TEXT, header TEXT, fault TEXT, failures INTEGER NOT NULL, next_due INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX headers_by_due ON headers (next_due, dataset);
        """;

    // What persons want of a source: that it be harvested soon, or that it be left alone from now on.
    private const string Wishes = """
        ALTER TABLE sources ADD COLUMN request_id TEXT;
        ALTER TABLE sources ADD COLUMN request_at INTEGER;
        ALTER TABLE sources ADD COLUMN request_full INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sources ADD COLUMN removed_by TEXT;
        """;

    // What was erased and must not come back.
    private const string Takedowns = """
        CREATE TABLE takedowns (
            id TEXT PRIMARY KEY, previous_ids TEXT NOT NULL, source TEXT NOT NULL, record_ids TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        """;

    // Finds all entries of a dataset, to remove old ones.
    private const string Pruning = """
        CREATE INDEX changes_by_dataset ON changes (dataset);
        """;

    // Who may sign in and what persons did; the central team's notes; planned maintenance. Entries of the log are found newest first, all or those of one source or body.
    private const string Persons = """
        CREATE TABLE tokens (
            id TEXT PRIMARY KEY, label TEXT NOT NULL, role TEXT NOT NULL, municipality TEXT, hash TEXT NOT NULL, issue INTEGER NOT NULL, created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL, issued_at INTEGER NOT NULL, revoked_at INTEGER, last_used TEXT) WITHOUT ROWID;
        CREATE TABLE audit (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, token TEXT, who TEXT NOT NULL, action TEXT NOT NULL, municipality TEXT, source TEXT, run TEXT, dataset TEXT,
            standard_dataset TEXT, detail TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX audit_by_source ON audit (source, id);
        CREATE INDEX audit_by_municipality ON audit (municipality, id);
        CREATE TABLE notes (
            municipality TEXT NOT NULL, standard_dataset TEXT NOT NULL, state TEXT NOT NULL, by_day TEXT, contact TEXT, text TEXT NOT NULL, who TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (municipality, standard_dataset)) WITHOUT ROWID;
        ALTER TABLE sources ADD COLUMN pause_until INTEGER;
        ALTER TABLE sources ADD COLUMN pause_by TEXT;
        ALTER TABLE sources ADD COLUMN pause_why TEXT;
        """;

    // Who wants to be told of what is his turn, what was told, and what is on its way.
    private const string Notices = """
        CREATE TABLE subscriptions (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, target TEXT NOT NULL, audience TEXT NOT NULL, municipality TEXT, language TEXT NOT NULL,
            created_at INTEGER NOT NULL, created_by TEXT, secrets TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE notices (
            source TEXT NOT NULL, audience TEXT NOT NULL, broken INTEGER NOT NULL, since INTEGER NOT NULL, run TEXT NOT NULL, told_at INTEGER, told INTEGER NOT NULL,
            PRIMARY KEY (source, audience)) WITHOUT ROWID;
        CREATE TABLE deliveries (
            id TEXT PRIMARY KEY, thread TEXT NOT NULL, before TEXT, source TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL,
            subject TEXT NOT NULL, body TEXT NOT NULL, unsubscribe TEXT, created_at INTEGER NOT NULL, next_try INTEGER NOT NULL, attempts INTEGER NOT NULL, fault TEXT);
        """;

    // The run of the source that a person wants ended.
    private const string Cancelling = """
        ALTER TABLE sources ADD COLUMN cancel_run TEXT;
        ALTER TABLE sources ADD COLUMN cancel_at INTEGER;
        """;

    // What came of each act. Before, an act was written down once it was done.
    private const string Outcomes = """
        ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done';
        """;

    // A shared catalogue stands otherwise with each body that has records in it; '' is whoever runs the source.
    private const string Bodies = """
        ALTER TABLE notices RENAME TO old_notices;
        CREATE TABLE notices (
            source TEXT NOT NULL, audience TEXT NOT NULL, broken INTEGER NOT NULL, since INTEGER NOT NULL, run TEXT NOT NULL, told_at INTEGER, told INTEGER NOT NULL,
            body TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, audience, body)) WITHOUT ROWID;
        INSERT INTO notices (source, audience, broken, since, run, told_at, told) SELECT source, audience, broken, since, run, told_at, told FROM old_notices;
        DROP TABLE old_notices;
        """;

    /// <summary>In order; the schema version is how many of them a store has seen. Never change one that was released.</summary>
    public static readonly IReadOnlyList<string> Migrations = [First, Remembered, Reasons, Background, Figures, Addresses, Unread, Duplicates, Headers, Wishes, Takedowns, Pruning, Persons, Notices, Cancelling, Outcomes, Bodies];

    /// <summary>Creates the schema or brings it up to this version, all or nothing.</summary>
    /// <param name="copy">The store is opened to be filled from another one: where it is made now, this is its mark. Null: for anything else.</param>
    /// <param name="told">Takes a sentence on what somebody should know: that the store is a restored backup.</param>
    /// <exception cref="StoreException">The store is newer than this program, is another program's database, or is an unfinished copy.</exception>
    public static void Migrate(SqliteSession session, string path, TimeProvider clock, CopyMark? copy, Action<string>? told)
    {
        MigrateThrough(Migrations, session, path, clock, copy);
        // What was written after a backup is not in it, so positions of the store that it was made of would be wrong here.
        if (session.Execute("DELETE FROM meta WHERE key = 'restored'") == 0)
            return;
        var epoch = RenewEpoch(session);
        told?.Invoke($"The store {path} is a backup that is opened for the first time: its history has a new epoch, {epoch}, so that followers begin again.");
    }

    /// <summary>Another name for the history; which.</summary>
    public static string RenewEpoch(SqliteSession session)
    {
        var epoch = Guid.NewGuid().ToString("n");
        session.Execute("UPDATE meta SET value = ?1 WHERE key = 'epoch'", epoch);
        return epoch;
    }

    /// <summary>The same through these migrations only, as an older version had them: so a test makes the store that it left.</summary>
    public static void MigrateThrough(IReadOnlyList<string> migrations, SqliteSession session, string path, TimeProvider clock, CopyMark? copy)
    {
        var version = Version(session, path);
        if (version > migrations.Count)
        {
            throw new StoreException(
                $"The store {path} has schema version {version}, this program knows {migrations.Count}: run the newer Harvester that wrote it, or restore a backup.");
        }

        if (copy is null && version > 0 && Mark(session) is { } mark)
            throw new StoreException(mark.Unfinished($"sqlite:{path}"));
        if (version == 0)
            Create(session, clock, copy);
        foreach (var migration in migrations.Skip(version))
            session.Script(migration);
        if (version < migrations.Count)
            session.Execute("UPDATE meta SET value = ?1 WHERE key = 'schema'", migrations.Count);
    }

    /// <summary>The mark of a copy that has not come to its end; null: there is none.</summary>
    public static CopyMark? Mark(SqliteSession session) =>
        session.One("SELECT value FROM meta WHERE key = 'copy'", static row => CopyMark.Read(row.GetString(0)));

    private static int Version(SqliteSession session, string path)
    {
        var tables = session.All("SELECT name FROM sqlite_master WHERE type = 'table'", static row => row.GetString(0));
        if (tables.Count == 0)
            return 0;
        var version = tables.Contains("meta")
            ? session.One("SELECT value FROM meta WHERE key = 'schema'", static row => row.GetValue(0) as long?)
            : null;
        return (int?)version ?? throw new StoreException(
            $"{path} is an SQLite database, but no Harvester store: name another file with --store sqlite:PATH.");
    }

    private static void Create(SqliteSession session, TimeProvider clock, CopyMark? copy)
    {
        session.Script("CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID");
        session.Execute("INSERT INTO meta (key, value) VALUES ('schema', 0)");
        session.Execute("INSERT INTO meta (key, value) VALUES ('epoch', ?1)", Guid.NewGuid().ToString("n"));
        session.Execute("INSERT INTO meta (key, value) VALUES ('created', ?1)", clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (copy is not null)
            session.Execute("INSERT INTO meta (key, value) VALUES ('copy', ?1)", copy.ToText());
    }
}
