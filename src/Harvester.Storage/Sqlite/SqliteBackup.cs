using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Copies a store in one read transaction, for which no writer waits. What others have freed stays behind.</summary>
internal static class SqliteBackup
{
    /// <exception cref="StoreException">See <see cref="Backups.MakeAsync"/>.</exception>
    public static Backup Make(string path, string target, TimeProvider clock, CancellationToken cancellationToken)
    {
        var part = $"{target}.{Guid.NewGuid():n}.part";
        try
        {
            if (Path.Exists(target))
                throw new StoreException($"{target} exists already: name another file with --out. Nothing was written.");
            if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder)
                Directory.CreateDirectory(folder);
            Copy(path, part, cancellationToken);
            var sequence = Finish(part, path, clock);
            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
                written.Flush(flushToDisk: true); // before it bears its name
            cancellationToken.ThrowIfCancellationRequested();
            File.Move(part, target, overwrite: false);
            return new Backup(target, new FileInfo(target).Length, sequence);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == SQLitePCL.raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken);
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Of(fault, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup {target} cannot be written: {fault.Message}", fault);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void Copy(string path, string part, CancellationToken cancellationToken)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWrite);
        if (Value(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'meta'") is not 1L)
            throw new StoreException($"{path} is an SQLite database, but no Harvester store: name another file with --store sqlite:PATH.");
        if (Value(connection, "SELECT count(*) FROM meta WHERE key = 'copy'") is not 0L)
            throw new StoreException($"{path} is an unfinished copy, of which no backup is made: finish it with `copy`.");
        using var stop = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $part";
        command.Parameters.AddWithValue("$part", part);
        command.ExecuteNonQuery();
    }

    /// <summary>Marks the copy as one that is to be a history of its own, and looks whether it is sound.</summary>
    private static long Finish(string part, string path, TimeProvider clock)
    {
        using var connection = Connect(part, SqliteOpenMode.ReadWrite);
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', $at)";
            command.Parameters.AddWithValue("$at", clock.GetUtcNow().ToUnixTimeMilliseconds());
            command.ExecuteNonQuery();
        }

        if (Value(connection, "PRAGMA quick_check(1)") is not "ok")
            throw new StoreException($"The backup of {path} is not sound, and was thrown away: the store may be damaged, look at its disk.");
        return (long)(Value(connection, "SELECT value FROM meta WHERE key = 'sequence'") ?? 0L);
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, Mode = mode }.ToString());
        connection.Open();
        return connection;
    }

    private static object? Value(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
