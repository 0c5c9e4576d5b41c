using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Harvester.Benchmarks;

/// <summary>The floor: fetch, parse once, insert the same bytes; and, for the second harvest, fetch, parse and hash.</summary>
internal static class BareLoop
{
    private const int Rows = 500;

    public static async Task<long> InsertAsync(string api, string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE raw(id TEXT PRIMARY KEY, payload BLOB) WITHOUT ROWID");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT OR REPLACE INTO raw VALUES($id, $payload)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var payload = insert.Parameters.Add("$payload", SqliteType.Blob);
        SqliteTransaction? transaction = null;
        return await EachPageAsync(
            api,
            () => insert.Transaction = transaction = connection.BeginTransaction(),
            (name, bytes) =>
            {
                id.Value = name;
                payload.Value = bytes.ToArray();
                insert.ExecuteNonQuery();
            },
            () => transaction!.Commit());
    }

    public static Task<long> HashAsync(string api) =>
        EachPageAsync(api, () => { }, (_, bytes) => Core.Model.RecordHash.Of(bytes.Span), () => { });

    private static async Task<long> EachPageAsync(string api, Action begin, Action<string, ReadOnlyMemory<byte>> each, Action end)
    {
        using var client = new HttpClient();
        long total = 0;
        for (var start = 0; ; start += Rows)
        {
            var page = await client.GetByteArrayAsync($"{api}/package_search?rows={Rows}&start={start}");
            begin();
            var found = Parse(page, each);
            end();
            total += found;
            if (found < Rows)
                return total;
        }
    }

    private static int Parse(byte[] page, Action<string, ReadOnlyMemory<byte>> each)
    {
        var reader = new Utf8JsonReader(page);
        while (reader.Read() && !(reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("results")))
        {
            // to the list
        }

        reader.Read();
        var count = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.StartObject)
        {
            var from = (int)reader.TokenStartIndex;
            var depth = reader.CurrentDepth;
            var name = "";
            while (reader.Read() && !(reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == depth))
            {
                if (reader.CurrentDepth == depth + 1 && reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals("name"))
                {
                    reader.Read();
                    name = reader.GetString()!;
                }
            }

            each(name, page.AsMemory(from, (int)reader.BytesConsumed - from));
            count++;
        }

        return count;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
