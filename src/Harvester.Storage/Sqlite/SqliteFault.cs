using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>SQLite's result codes (https://sqlite.org/rescode.html) as sentences with advice.</summary>
internal static class SqliteFault
{
    public static StoreException Of(SqliteException fault, string path) => new(Sentence(fault, path), fault);

    public static StoreException Damaged(string path, Exception fault) =>
        new($"The store {path} holds a document that cannot be read: restore a backup.", fault);

    private static string Sentence(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        5 or 6 => $"The store {path} is busy: another process has held its write lock too long. Try again; look for a process that hangs.",
        8 => $"The store {path} is read-only: let this user write the file and its folder.",
        3 or 14 or 23 => $"The store {path} cannot be opened: check the path, and that this user may write the file and its folder.",
        10 => $"The store {path} cannot be read or written (input/output error): check the disk; network drives are not fit for SQLite.",
        11 => $"The store {path} is damaged: restore a backup.",
        13 => $"The disk of the store {path} is full: make room, then try again.",
        18 => $"The store {path} refused a value that is too large for SQLite.",
        19 => $"The store {path} refused a write that contradicts what it holds ({fault.Message}).",
        26 => $"{path} is not an SQLite database: name another file with --store sqlite:PATH, or restore a backup.",
        7 => $"SQLite ran out of memory with the store {path}.",
        _ => $"The store {path} failed: {fault.Message}",
    };
}
