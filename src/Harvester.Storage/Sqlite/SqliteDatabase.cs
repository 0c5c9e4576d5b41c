using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>
/// The file with its one writing session and its reading sessions. In WAL mode readers see the last commit and never wait for the writer.
/// SQLite works synchronously, so the members do too, behind tasks. Whatever SQLite throws comes out as a <see cref="StoreException"/>.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    // Each session keeps up to 32 MB of pages of its own, and reading keeps a processor busy: more of them at once are not faster.
    private static readonly int Readers = Math.Max(4, Environment.ProcessorCount);
    private const int RowsPerTurn = 256;
    private readonly string path;
    private readonly SqliteSession writer;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly SemaphoreSlim reading = new(Readers, Readers);
    private readonly ConcurrentBag<SqliteSession> readers = [];
    private volatile bool closed;

    private SqliteDatabase(string path, SqliteSession writer)
    {
        this.path = path;
        this.writer = writer;
    }

    /// <summary>Opens the file, creating it with its folder and schema where there is none, and migrating an older one.</summary>
    /// <param name="copy">See <see cref="SqliteSchema.Migrate"/>.</param>
    /// <param name="told">See <see cref="SqliteSchema.Migrate"/>.</param>
    /// <exception cref="StoreException">Not a database, not a store of ours, one of a newer version, or an unfinished copy.</exception>
    public static async Task<SqliteDatabase> OpenAsync(string path, TimeProvider clock, CopyMark? copy, CancellationToken cancellationToken, Action<string>? told = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder of the store {path} cannot be made: check the path and the rights of this user.", fault);
        }

        var database = Guard(path, () => new SqliteDatabase(path, new SqliteSession(path, writes: true)));
        var whole = false;
        try
        {
            await database.WriteAsync(
                session =>
                {
                    SqliteSchema.Migrate(session, path, clock, copy, told);
                    return 0;
                },
                cancellationToken);
            whole = true;
            return database;
        }
        finally
        {
            if (!whole)
                await database.DisposeAsync();
        }
    }

    /// <summary>Several reads that see one state of the store.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            var session = Rent();
            var whole = false;
            try
            {
                var answer = Guard(path, () => InTransaction(session, "BEGIN", work));
                whole = true;
                return answer;
            }
            finally
            {
                Return(session, whole);
            }
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The rows of one query as of its start, in constant memory.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        string sql, object?[] values, Func<SqliteDataReader, T> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var session = Rent();
        SqliteDataReader? reader = null;
        var whole = false;
        try
        {
            // One statement is one read transaction: it sees the store as it was at its first step.
            reader = Guard(path, () => session.Open(sql, values));
            for (var row = 1; Guard(path, reader.Read); row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return Guard(path, () => map(reader));
                // Every read completes synchronously; give others a turn.
                if (row % RowsPerTurn == 0)
                    await Task.Yield();
            }

            whole = true;
        }
        finally
        {
            reader?.Dispose();
            Return(session, whole);
        }
    }

    /// <summary>One write transaction: all of <paramref name="work"/> or nothing of it.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfClosed();
            return Guard(path, () => InTransaction(writer, "BEGIN IMMEDIATE", work));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What SQLite does in no transaction, and not while others write. A file that others use is no fault: false.</summary>
    public async Task<bool> OutsideTransactionAsync(Func<SqliteSession, bool> work, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            ThrowIfClosed();
            return Guard(path, () =>
            {
                try
                {
                    return work(writer);
                }
                catch (SqliteException fault) when (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
                {
                    return false;
                }
            });
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (closed)
                return;
            closed = true;
            while (readers.TryTake(out var reader))
                reader.Dispose();
            // Last, so that SQLite folds the log back into the file.
            writer.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    private static T InTransaction<T>(SqliteSession session, string begin, Func<SqliteSession, T> work)
    {
        session.Execute(begin);
        var whole = false;
        try
        {
            var answer = work(session);
            session.Execute("COMMIT");
            whole = true;
            return answer;
        }
        finally
        {
            if (!whole)
                RollBack(session);
        }
    }

    private static void RollBack(SqliteSession session)
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself on a full disk or an input/output error, and then knows no transaction; the first fault is the one to tell.
        }
    }

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.Of(fault, path);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidCastException or FormatException)
        {
            throw SqliteFault.Damaged(path, fault);
        }
    }

    private SqliteSession Rent()
    {
        ThrowIfClosed();
        return readers.TryTake(out var idle) ? idle : Guard(path, () => new SqliteSession(path, writes: false));
    }

    private void Return(SqliteSession session, bool whole)
    {
        if (whole && !closed && readers.Count < Readers)
            readers.Add(session);
        else
            session.Dispose();
    }

    private void ThrowIfClosed()
    {
        if (closed)
            throw new StoreException($"The store {path} was closed.");
    }
}
