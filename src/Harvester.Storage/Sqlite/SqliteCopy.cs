using Harvester.Core.Ports;
using Harvester.Storage.Copying;

namespace Harvester.Storage.Sqlite;

/// <summary>A file as a copy sees it. A batch and the mark are one transaction, so that whatever arrived has arrived once.</summary>
internal sealed class SqliteCopy : ICopyable
{
    private readonly SqliteDatabase database;

    private SqliteCopy(SqliteDatabase database, string path) => (this.database, Place) = (database, $"sqlite:{path}");

    public string Place { get; }

    /// <exception cref="StoreException">Not a store of ours, one of a newer version, or itself an unfinished copy.</exception>
    public static async Task<ICopyable> OpenSourceAsync(string path, TimeProvider clock, CancellationToken cancellationToken) =>
        new SqliteCopy(await SqliteDatabase.OpenAsync(path, clock, copy: null, cancellationToken), path);

    /// <summary>Opens the file to fill it, creating it with the mark where there is none.</summary>
    /// <exception cref="StoreException">Not a store of ours, or one of a newer version.</exception>
    public static async Task<ICopyable> OpenTargetAsync(string path, CopyMark mark, TimeProvider clock, CancellationToken cancellationToken) =>
        new SqliteCopy(await SqliteDatabase.OpenAsync(path, clock, mark, cancellationToken), path);

    public Task<(string Epoch, long Last)> HeadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        static session => (
            session.One("SELECT value FROM meta WHERE key = 'epoch'", static row => row.GetString(0)) ?? throw new FormatException("the store has no epoch"),
            SqliteSequence.Last(session)),
        cancellationToken);

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => database.ReadAsync(SqlitePruning.CompactedTo, cancellationToken);

    public Task<long> CountAsync(CopyPart part, CancellationToken cancellationToken) => database.ReadAsync(session => SqliteExport.Count(session, part), cancellationToken);

    public Task<CopyPage> ReadAsync(CopyPart part, string? next, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteExport.Read(session, part, next, limit), cancellationToken);

    public Task<CopyMark?> MarkAsync(CancellationToken cancellationToken) => database.ReadAsync(SqliteSchema.Mark, cancellationToken);

    public Task BeginAsync(CopyMark mark, bool goesOn, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (!goesOn)
                SqliteImport.Clear(session);
            session.Execute("INSERT INTO meta (key, value) VALUES ('copy', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value", mark.ToText());
            SqliteImport.Prepare(session);
            return 0;
        },
        cancellationToken);

    public Task WriteAsync(IReadOnlyList<CopyItem> items, CopyMark before, CopyMark after, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Move(session, before, after);
            SqliteImport.Write(session, items, cancellationToken);
            return 0;
        },
        cancellationToken);

    public Task FinishAsync(CopyMark mark, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Move(session, mark, mark);
            SqliteImport.CleanUp(session);
            session.Execute("UPDATE meta SET value = ?1 WHERE key = 'sequence'", mark.Head);
            session.Execute("UPDATE meta SET value = ?1 WHERE key = 'epoch'", mark.Epoch);
            if (mark.CompactedTo > 0)
                SqlitePruning.CompactedTo(session, mark.CompactedTo);
            return session.Execute("DELETE FROM meta WHERE key = 'copy'");
        },
        cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private void Move(SqliteSession session, CopyMark before, CopyMark after)
    {
        if (session.Execute("UPDATE meta SET value = ?2 WHERE key = 'copy' AND value = ?1", before.ToText(), after.ToText()) == 0)
            throw new StoreException($"Another copy to {Place} has taken over: this one stops.");
    }
}
