using Harvester.Storage.Sqlite;
using Harvester.Tests.Storage.Copying;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>A file that any older version left, made by the migrations that it knew and full of what it could hold, is brought up to date and works.</summary>
public sealed class SqliteUpgradeTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-upgrade-").FullName;

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, SqliteSchema.Migrations.Count - 1)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task OlderStore_IsBroughtUpToDate_AndKeepsWhatItHas(int version)
    {
        var (newest, older) = (Path.Combine(folder, "newest.db"), Path.Combine(folder, "older.db"));
        await using (var store = await SqliteStore.OpenAsync(newest, TimeProvider.System, None))
            await FilledStore.FillAsync(store);
        using (var session = new SqliteSession(older, writes: true))
            SqliteSchema.MigrateThrough([.. SqliteSchema.Migrations.Take(version)], session, older, TimeProvider.System, copy: null);
        FillFrom(newest, older);
        var columns = Columns(older);
        var before = Rows(older, columns);
        Assert.Contains(before, row => row.StartsWith("sources ", StringComparison.Ordinal));

        await using var upgraded = await SqliteStore.OpenAsync(older, TimeProvider.System, None);

        Assert.Equal(Structure(newest), Structure(older));
        // One column of the second version was given up by the third.
        var kept = columns.ToDictionary(table => table.Key, table => table.Value.Where(column => (table.Key, column) != ("sources", "full_mapping")).ToList());
        Assert.Equal(version == 2 ? Rows(newest, kept) : before, Rows(older, kept));
        await FilledStore.GoOnAsync(upgraded);
        Assert.NotEmpty(await FilledStore.SeenAsync(upgraded));
        Assert.Equal(columns["sources"].Contains("request_id"), (await upgraded.Sources.GetAsync("tokyo", None))!.Request is not null);
    }

    /// <summary>Every row that the older store has a table for, with the columns that it has.</summary>
    private static void FillFrom(string newest, string older)
    {
        var has = Columns(newest);
        using var connection = Open(older);
        Read(connection, $"ATTACH '{newest}' AS filled");
        foreach (var (table, columns) in Columns(older).Where(table => table.Key != "meta"))
        {
            var common = string.Join(", ", columns.Intersect(has[table], StringComparer.Ordinal));
            Read(connection, $"INSERT INTO main.{table} ({common}) SELECT {common} FROM filled.{table}");
        }

        Read(connection, "UPDATE main.meta SET value = (SELECT value FROM filled.meta WHERE key = 'sequence') WHERE key = 'sequence'");
    }

    private static Dictionary<string, List<string>> Columns(string path)
    {
        using var connection = Open(path);
        return Read(connection, "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'")
            .Select(row => row.Split('|')).GroupBy(row => row[0]).ToDictionary(table => table.Key, table => table.Select(row => row[1]).ToList());
    }

    private static List<string> Rows(string path, Dictionary<string, List<string>> columns)
    {
        using var connection = Open(path);
        return [.. columns.Where(table => table.Key != "meta").SelectMany(table =>
            Read(connection, $"SELECT {string.Join(", ", table.Value.Select(column => $"quote({column})"))} FROM {table.Key}").Select(row => $"{table.Key} {row}")).Order(StringComparer.Ordinal)];
    }

    /// <summary>Columns in whatever order, and indexes.</summary>
    private static List<string> Structure(string path)
    {
        using var connection = Open(path);
        return
        [
            .. Read(connection, """
                SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_master t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name <> 'copy_keys' ORDER BY 1, 2
                """),
            .. Read(connection, "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' ORDER BY 1"),
            .. Read(connection, "SELECT value FROM meta WHERE key = 'schema'"),
        ];
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this test, and names out of the schema
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        return rows;
    }
}
