using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One connection with its prepared statements, kept by their text. Used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusySeconds = 30;

    // Big pages waste less behind documents of 3 kB than the usual 4 kB: a sixth less file, half more speed. Only a new file heeds this.
    private const string WriterPragmas = """
        PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
        PRAGMA wal_autocheckpoint = 1500; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768
        """;

    // A look-up by keys that lie scattered (duplicates) goes over all pages of an index: with 8 MB each of them was read again and again. Nothing is mapped into memory (mmap_size): its page
    // faults cost more than the copies it saves (reading 100,000 datasets took half as long again), and every session counts what it maps.
    private const string ReaderPragmas = "PRAGMA query_only = 1; PRAGMA cache_size = -32768";

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, bool writes)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // Its pool would forget the prepared statements; SqliteDatabase keeps whole sessions instead.
            Pooling = false,
            Mode = writes ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = BusySeconds,
        }.ToString());
        var whole = false;
        try
        {
            connection.Open();
            Script($"PRAGMA busy_timeout = {BusySeconds * 1000}");
            Script(writes ? WriterPragmas : ReaderPragmas);
            whole = true;
        }
        finally
        {
            if (!whole)
                connection.Dispose();
        }
    }

    /// <summary>Runs statements without parameters, once.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement with parameters <c>?1</c>, <c>?2</c> …; the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements.Add(sql, statement = new SqliteStatement(connection, sql));
        return statement.Execute(values);
    }

    /// <summary>The first row, mapped; the default of <typeparamref name="T"/> when there is none.</summary>
    public T? One<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? map(reader) : default;
    }

    public List<T> All<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>The open reader; the caller disposes it before the statement is used again.</summary>
    public SqliteDataReader Open(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!commands.TryGetValue(sql, out var command))
            commands.Add(sql, command = Prepare(sql, values.Length));
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        // Every caller passes a constant, or a text put together from constants: values go in as parameters only.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
        return command;
    }
}
