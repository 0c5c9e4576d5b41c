using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Kept answers; a body is cut into compressed pieces, so that one of 64 MB is neither one row nor ever in memory as a whole.</summary>
internal sealed class SqliteAnswerStore(SqliteDatabase database) : IAnswerStore
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public const string Columns = "url, accept, etag, last_modified, final_url, media_type, charset, next_link, body_hash, length, fetched_at";

    private const int PieceLength = 1 << 20;

    public Task<KeptAnswer?> FindAsync(string source, string url, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(
            $"SELECT {Columns} FROM answers WHERE source = ?1 AND url = ?2",
            Read, source, url),
        cancellationToken);

    public async Task<Stream?> OpenBodyAsync(string source, string url, CancellationToken cancellationToken)
    {
        var (key, pieces) = await database.ReadAsync(
            session => session.One(
                "SELECT key, (SELECT COUNT(*) FROM answer_pieces WHERE answer = key) FROM answers WHERE source = ?1 AND url = ?2",
                static row => (Key: row.GetInt64(0), Pieces: row.GetInt32(1)), source, url),
            cancellationToken);
        return key == 0 ? null : new PiecedStream(pieces, (number, token) => PieceAsync(key, number, token));
    }

    public Task KeepAsync(string source, KeptAnswer answer, Stream body, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Forget(session, source, answer.Url);
            var key = Add(session, source, answer);
            var piece = new byte[PieceLength];
            for (var number = 0; body.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var length; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                session.Execute("INSERT INTO answer_pieces (answer, number, piece) VALUES (?1, ?2, ?3)", key, number, Compressed.Pack(piece.AsSpan(0, length)));
            }

            return 0;
        },
        cancellationToken);

    public async Task<int> PruneAsync(string source, Predicate<string> isUsed, CancellationToken cancellationToken)
    {
        var urls = await database.ReadAsync(session => session.All("SELECT url FROM answers WHERE source = ?1", static row => row.GetString(0), source), cancellationToken);
        urls.RemoveAll(isUsed);
        if (urls.Count == 0)
            return 0;
        return await database.WriteAsync(
            session =>
            {
                foreach (var url in urls)
                    Forget(session, source, url);
                return urls.Count;
            },
            cancellationToken);
    }

    /// <summary>An answer that is not there yet, without its body; its key.</summary>
    public static long Add(SqliteSession session, string source, KeptAnswer answer) => session.One(
        $"INSERT INTO answers (source, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING key",
        static row => row.GetInt64(0),
        source, answer.Url, answer.Accept, answer.ETag, answer.LastModified, answer.FinalUrl, answer.MediaType, answer.Charset, answer.NextLink,
        answer.BodyHash, answer.Length, DatasetRow.Milliseconds(answer.FetchedAt));

    /// <summary>Forgets all answers of a source.</summary>
    public static void ForgetAll(SqliteSession session, string source)
    {
        session.Execute("DELETE FROM answer_pieces WHERE answer IN (SELECT key FROM answers WHERE source = ?1)", source);
        session.Execute("DELETE FROM answers WHERE source = ?1", source);
    }

    private static void Forget(SqliteSession session, string source, string url)
    {
        session.Execute("DELETE FROM answer_pieces WHERE answer IN (SELECT key FROM answers WHERE source = ?1 AND url = ?2)", source, url);
        session.Execute("DELETE FROM answers WHERE source = ?1 AND url = ?2", source, url);
    }

    private Task<byte[]?> PieceAsync(long key, int number, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(
            "SELECT piece FROM answer_pieces WHERE answer = ?1 AND number = ?2",
            static row => Compressed.Unpack(row.GetFieldValue<byte[]>(0)), key, number),
        cancellationToken);

    public static KeptAnswer Read(SqliteDataReader row) => new()
    {
        Url = row.GetString(0),
        Accept = row.GetString(1),
        ETag = DatasetRow.Text(row, 2),
        LastModified = DatasetRow.Text(row, 3),
        FinalUrl = row.GetString(4),
        MediaType = DatasetRow.Text(row, 5),
        Charset = DatasetRow.Text(row, 6),
        NextLink = DatasetRow.Text(row, 7),
        BodyHash = row.GetString(8),
        Length = row.GetInt64(9),
        FetchedAt = DatasetRow.OptionalInstant(row, 10)!.Value,
    };
}
