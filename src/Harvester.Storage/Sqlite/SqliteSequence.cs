namespace Harvester.Storage.Sqlite;

/// <summary>
/// The numbers of the change log, taken within a write transaction: one writer at a time, so that whoever sees a number sees all below it.
/// Kept beside the log, so that no number is given twice even if the newest entries were erased.
/// </summary>
internal sealed class SqliteSequence(SqliteSession session)
{
    private readonly long start = Last(session);
    private long taken;

    public static long Last(SqliteSession session) =>
        session.One("SELECT value FROM meta WHERE key = 'sequence'", static row => row.GetInt64(0));

    public long Next() => start + ++taken;

    /// <summary>To be called before the transaction ends.</summary>
    public void Save()
    {
        if (taken > 0)
            session.Execute("UPDATE meta SET value = ?1 WHERE key = 'sequence'", start + taken);
    }
}
